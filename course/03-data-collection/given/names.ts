/** The names of the givens in the lab's text. */
export const FIREHOSE_ROLE = "LabStack-DataCollection-FirehoseRole";
export const LAMBDA_ROLE = "LabStack-DataCollection-LambdaRole";
export const ANALYTICS_ROLE = "LabStack-DataCollection-AnalyticsRole";
export const DATABASE = "people";
export const TABLE = "user_data";
