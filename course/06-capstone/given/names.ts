/** The names of the givens in the lab's text. */
export const FIREHOSE_ROLE = "LabStack-Parcels-FirehoseRole";
export const FUNCTION_ROLE = "LabStack-Parcels-FunctionRole";
/** The name of the stack with the lab's givens: the resources that exist before the learner begins. */
export const STACK = "LabStack-Parcels";
