/** The names of the givens in the lab's text. */
export const FIREHOSE_ROLE = "LabStack-FuelNetwork-KinesisFirehoseRole";
export const LAMBDA_ROLE = "LabStack-FuelNetwork-LambdaRole";
export const DATABASE = "conversion";
export const TABLE = "conversion_table";
export const QUEUE = "Fuel_Planning_Queue";

/** The bucket for readings and for Athena's results. */
export const getBucketName = (account: string): string => `consumption-bucket-${account}-918`;
