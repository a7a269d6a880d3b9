import type { Mistake } from "../../../grader/index";

/** The output is connected to the source stream, so it would deliver all people. */
export const mistake: Mistake = {
  exercise: "03-data-collection.destination",
  fails: ["connects DESTINATION_USER_DATA"],
  answer: [
    "const DESTINATION: Output = {",
    '  Name: "SOURCE_SQL_STREAM_001",',
    "  KinesisFirehoseOutput: { ResourceARN: FIREHOSE_ARN },",
    '  DestinationSchema: { RecordFormatType: "JSON" },',
    "};",
  ],
};
