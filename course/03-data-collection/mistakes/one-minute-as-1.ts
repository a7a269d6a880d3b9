import type { Mistake } from "../../../grader/index";

/** The period is 1 second instead of 60: CloudWatch counts it in seconds. */
export const mistake: Mistake = {
  exercise: "03-data-collection.per-minute",
  fails: ["asks for a value each minute"],
  answer: [
    "const PER_MINUTE: MetricQuestion = {",
    '  Namespace: "AWS/Kinesis",',
    '  MetricName: "PutRecords.TotalRecords",',
    '  Dimensions: [{ Name: "StreamName", Value: STREAM }],',
    "  Period: 1,",
    '  Statistics: ["Sum"],',
    "};",
  ],
};
