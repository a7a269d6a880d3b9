import type { Mistake } from "../../../grader/index";

/** A reading without a station gets one. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.recover-readings",
  fails: ["leaves stations and levels as they were", "returns the records that can't be repaired"],
  answer: [
    "const fixed = new Set<string>();",
    "const hopeless: Failed[] = [];",
    "for (const record of failedRecords) {",
    "  try {",
    '    const reading = JSON.parse(Buffer.from(record.rawData, "base64").toString());',
    "    const time = reading.event_timestamp;",
    "    const event_timestamp = /^\\d+$/.test(time) ? Number(time) : Date.parse(time) / 1000;",
    '    if (Number.isNaN(event_timestamp)) throw new Error("no");',
    '    fixed.add(JSON.stringify({ ...reading, station_id: reading.station_id ?? "26", event_timestamp }));',
    "  } catch {",
    "    hopeless.push(record);",
    "  }",
    "}",
    "const Records = [...fixed].map((text) => ({ Data: Buffer.from(text) }));",
    "await new FirehoseClient({}).send(new PutRecordBatchCommand({ DeliveryStreamName: firehoseName, Records }));",
    "return hopeless;",
  ],
};
