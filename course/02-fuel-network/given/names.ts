/** The names of the givens in the lab's text. */
export const FIREHOSE_ROLE = "LabStack-FuelNetwork-KinesisFirehoseRole";
export const LAMBDA_ROLE = "LabStack-FuelNetwork-LambdaRole";
export const SCHEDULER_ROLE = "LabStack-FuelNetwork-SchedulerRole";
export const DATABASE = "conversion";
export const TABLE = "conversion_table";
export const QUEUE = "Fuel_Planning_Queue";
export const FAILURES_QUEUE = "Fuel_Planning_Failures";
/** The function that the labs' schedule invokes. */
export const PLANNER = "FuelPlanningApp";

/** The bucket for readings and for Athena's results. */
export const getBucketName = (account: string): string => `consumption-bucket-${account}-918`;
