/** What the lab's text calls the things that others have set up. */
export const FIREHOSE_ROLE = "LabStack-WindowedDelivery-FirehoseRole";
export const DATABASE = "metrics";

/** The bucket for Athena's answers. */
export const answersBucket = (account: string): string => `windowed-delivery-answers-${account}`;
