import type { Mistake } from "../../../grader/index";

/** A list instead of a set. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.recover-readings",
  fails: ["sends none of them twice"],
  answer: [
    "const fixed = [] as string[];",
    "const hopeless: Failed[] = [];",
    "for (const record of failedRecords) {",
    "  try {",
    '    const reading = JSON.parse(Buffer.from(record.rawData, "base64").toString());',
    "    const time = reading.event_timestamp;",
    "    const event_timestamp = /^\\d+$/.test(time) ? Number(time) : Date.parse(time) / 1000;",
    '    if (reading.station_id === null || Number.isNaN(event_timestamp)) throw new Error("no");',
    "    fixed.push(JSON.stringify({ ...reading, event_timestamp }));",
    "  } catch {",
    "    hopeless.push(record);",
    "  }",
    "}",
    "const Records = [...fixed].map((text) => ({ Data: Buffer.from(text) }));",
    "await new FirehoseClient({}).send(new PutRecordBatchCommand({ DeliveryStreamName: firehoseName, Records }));",
    "return hopeless;",
  ],
};
