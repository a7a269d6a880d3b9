import type { Mistake } from "../../../grader/index";

/** The output has the ARN of the data stream instead of the Firehose's. */
export const mistake: Mistake = {
  exercise: "03-data-collection.destination",
  fails: ["sends to the Firehose"],
  answer: [
    "const DESTINATION: Output = {",
    '  Name: "DESTINATION_USER_DATA",',
    "  KinesisFirehoseOutput: { ResourceARN: STREAM_ARN },",
    '  DestinationSchema: { RecordFormatType: "JSON" },',
    "};",
  ],
};
