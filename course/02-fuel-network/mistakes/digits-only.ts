import type { Mistake } from "../../../grader/index";

/** Only one of the two forms of a time is seen. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.recover-readings",
  fails: ["sends each reading that can be repaired", "returns the records that can't be repaired"],
  answer: [
    "const fixed = new Set<string>();",
    "const hopeless: Failed[] = [];",
    "for (const record of failedRecords) {",
    "  try {",
    '    const reading = JSON.parse(Buffer.from(record.rawData, "base64").toString());',
    "    const time = reading.event_timestamp;",
    "    const event_timestamp = Number(time);",
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
