import type { Mistake } from "../../../grader/index";

/** `Date.parse` is taken as it is. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.recover-readings",
  fails: ["writes the time as a number of seconds"],
  answer: [
    "const fixed = new Set<string>();",
    "const hopeless: Failed[] = [];",
    "for (const record of failedRecords) {",
    "  try {",
    '    const reading = JSON.parse(Buffer.from(record.rawData, "base64").toString());',
    "    const time = reading.event_timestamp;",
    "    const event_timestamp = /^\\d+$/.test(time) ? Number(time) : Date.parse(time);",
    '    if (reading.station_id === null || Number.isNaN(event_timestamp)) throw new Error("no");',
    "    fixed.add(JSON.stringify({ ...reading, event_timestamp }));",
    "  } catch {",
    "    hopeless.push(record);",
    "  }",
    "}",
    "const Records = [...fixed].map((text) => ({ Data: Buffer.from(text) }));",
    "await new FirehoseClient({}).send(new PutRecordBatchCommand({ DeliveryStreamName: firehoseName, Records }));",
    "return hopeless;",
  ],
};
