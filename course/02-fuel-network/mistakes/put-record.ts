import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The Firehose's name is a constant instead of the environment variable's value. */
  "firehose-by-its-name": {
    fails: ["sends to the Firehose that the environment variable names"],
    changes: [["deliveryStream", '"SI-Firehose"']],
  },
  /** The handler returns before the records have arrived. */
  "record-not-awaited": {
    fails: ["sends the reading as JSON"],
    changes: [["await firehose.send(", "void firehose.send("]],
    isAlwaysJudged: true,
  },
  /** String(reading) is "[object Object]", which isn't JSON. */
  "reading-made-text-the-wrong-way": {
    fails: ["sends the reading as JSON"],
    changes: [["JSON.stringify(reading)", "String(reading)"]],
  },
  /** A batch of one reading, which the handler doesn't wait for. */
  "batch-not-awaited": {
    fails: ["sends the reading as JSON"],
    answer: [
      'const { PutRecordBatchCommand } = await import("@aws-sdk/client-firehose");',
      "const Records = [{ Data: Buffer.from(JSON.stringify(reading)) }];",
      "void firehose.send(new PutRecordBatchCommand({ DeliveryStreamName: deliveryStream, Records }));",
    ],
  },
  /** The call was pasted a second time, so each reading is sent twice. */
  "each-reading-twice": {
    fails: ["sends to the Firehose that the environment variable names"],
    answer: [
      "const Record = { Data: Buffer.from(JSON.stringify(reading)) };",
      "await firehose.send(new PutRecordCommand({ DeliveryStreamName: deliveryStream, Record }));",
      "await firehose.send(new PutRecordCommand({ DeliveryStreamName: deliveryStream, Record }));",
    ],
  },
};
