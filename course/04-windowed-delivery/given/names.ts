/** The names of the givens in the lab's text. */
export const FIREHOSE_ROLE = "LabStack-WindowedDelivery-FirehoseRole";
export const FLINK_ROLE = "LabStack-WindowedDelivery-FlinkRole";
export const DATABASE = "metrics";

/** The bucket for Athena's results. */
export const getAnswersBucket = (account: string): string => `windowed-delivery-answers-${account}`;
