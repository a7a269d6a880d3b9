import type { Mistake } from "../../../grader/index";

/** The name of the lab's Firehose in quotes: it is not the one of the environment variable. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.put-record",
  fails: ["sends to the Firehose that the environment variable names", "sends the reading as JSON"],
  answer: [
    "await firehose.send(",
    "  new PutRecordCommand({",
    '    DeliveryStreamName: "SI-Firehose",',
    "    Record: { Data: Buffer.from(JSON.stringify(reading)) },",
    "  }),",
    ");",
  ],
};
