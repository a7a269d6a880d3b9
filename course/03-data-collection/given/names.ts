/** What the lab's text calls the things that others have set up. */
export const FIREHOSE_ROLE = "LabStack-DataCollection-FirehoseRole";
export const LAMBDA_ROLE = "LabStack-DataCollection-LambdaRole";
export const ANALYTICS_ROLE = "LabStack-DataCollection-AnalyticsRole";
export const DATABASE = "people";
export const TABLE = "user_data";
