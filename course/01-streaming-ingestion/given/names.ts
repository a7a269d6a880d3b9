/** The lab's id. */
export const LAB = "01-streaming-ingestion";
/** The names of the givens in the lab's text. */
export const SOURCE_STREAM = "de-c2w2lab1-kinesis-data-stream";
export const FIREHOSE_ROLE = "de-c2w2lab1-firehose-role";
/** The prefix of the names of all resources in this lab, the learner's own included. */
export const PREFIX = "de-c2w2lab1-";
export const LOCATIONS = ["usa", "international"] as const;
