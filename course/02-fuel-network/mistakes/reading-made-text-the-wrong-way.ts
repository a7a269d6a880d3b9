import type { Mistake } from "../../../grader/index";

/** String(reading) is "[object Object]", which isn't JSON. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.put-record",
  fails: ["sends the reading as JSON"],
  answer: [
    "await firehose.send(",
    "  new PutRecordCommand({",
    "    DeliveryStreamName: deliveryStream,",
    "    Record: { Data: Buffer.from(String(reading)) },",
    "  }),",
    ");",
  ],
};
