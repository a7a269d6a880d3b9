import type { Mistake } from "../../../grader/index";

/** The rows are written as CSV, but the function and the table expect JSON. */
export const mistake: Mistake = {
  exercise: "03-data-collection.destination",
  fails: ["writes rows as JSON"],
  answer: [
    "const DESTINATION: Output = {",
    '  Name: "DESTINATION_USER_DATA",',
    "  KinesisFirehoseOutput: { ResourceARN: FIREHOSE_ARN },",
    '  DestinationSchema: { RecordFormatType: "CSV" },',
    "};",
  ],
};
