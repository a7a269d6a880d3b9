import type { Mistake } from "../../../grader/index";

/** The Firehose's name is a constant instead of the environment variable's value. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.put-record",
  fails: ["sends to the Firehose that the environment variable names"],
  answer: [
    "await firehose.send(",
    "  new PutRecordCommand({",
    '    DeliveryStreamName: "SI-Firehose",',
    "    Record: { Data: Buffer.from(JSON.stringify(reading)) },",
    "  }),",
    ");",
  ],
};
