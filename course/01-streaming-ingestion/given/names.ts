/** The lab's id. */
export const LAB = "01-streaming-ingestion";
/** What the lab's text calls the things that others have set up. */
export const SOURCE_STREAM = "de-c2w2lab1-kinesis-data-stream";
export const FIREHOSE_ROLE = "de-c2w2lab1-firehose-role";
/** All that this lab creates, the learner's own things included, is named so. */
export const PREFIX = "de-c2w2lab1-";
export const LOCATIONS = ["usa", "international"] as const;
