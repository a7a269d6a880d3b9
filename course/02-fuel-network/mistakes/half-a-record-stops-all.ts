import type { Mistake } from "../../../grader/index";

/** `JSON.parse` throws at the first record that is not JSON. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.recover-readings",
  fails: [
    "sends each reading that can be repaired",
    "writes the time as a number of seconds",
    "leaves stations and levels as they were",
    "sends none of them twice",
    "returns the records that can't be repaired",
  ],
  answer: [
    "const fixed = new Set<string>();",
    "const hopeless: Failed[] = [];",
    "for (const record of failedRecords) {",
    '  const reading = JSON.parse(Buffer.from(record.rawData, "base64").toString());',
    "  const time = reading.event_timestamp;",
    "  const event_timestamp = /^\\d+$/.test(time) ? Number(time) : Date.parse(time) / 1000;",
    "  if (reading.station_id === null) hopeless.push(record);",
    "  else fixed.add(JSON.stringify({ ...reading, event_timestamp }));",
    "}",
    "const Records = [...fixed].map((text) => ({ Data: Buffer.from(text) }));",
    "await new FirehoseClient({}).send(new PutRecordBatchCommand({ DeliveryStreamName: firehoseName, Records }));",
    "return hopeless;",
  ],
};
