import type { Mistake } from "../../../grader/index";

/** The ARN of the data stream. */
export const mistake: Mistake = {
  exercise: "03-data-collection.destination",
  fails: ["sends to the Firehose"],
  answer: [
    "const DESTINATION = {",
    '  Name: "DESTINATION_USER_DATA",',
    "  KinesisFirehoseOutput: { ResourceARN: STREAM_ARN },",
    '  DestinationSchema: { RecordFormatType: "JSON" as const },',
    "};",
  ],
};
