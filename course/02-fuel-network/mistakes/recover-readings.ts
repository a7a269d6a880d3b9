import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** `Date.parse` is taken as it is. */
  "date-in-milliseconds": {
    fails: ["writes the time as a number of seconds"],
    changes: [["Date.parse(time) / 1000", "Date.parse(time)"]],
  },
  /** Only one of the two forms of a time is seen. */
  "digits-only": {
    fails: ["sends each reading that can be repaired", "returns the records that can't be repaired"],
    changes: [["/^\\d+$/.test(time) ? Number(time) : Date.parse(time) / 1000", "Number(time)"]],
  },
  /** A list instead of a set. */
  "failed-twice-sent-twice": {
    fails: ["sends none of them twice"],
    changes: [
      ["new Set<string>()", "[] as string[]"],
      ["fixed.add", "fixed.push"],
    ],
  },
  /** `JSON.parse` throws at the first record that is not JSON. */
  "half-a-record-stops-all": {
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
  },
  /** Enough for the page's readings, and no more. */
  "first-ten-only": {
    fails: ["sends each reading that can be repaired"],
    isAlwaysJudged: true,
    changes: [["const Records = [...fixed]", "const Records = [...fixed].slice(0, 10)"]],
  },
  /** One record holds a JSON array of all readings: Firehose delivers it as it is, and no query finds a reading in it. */
  "all-in-one-record": {
    fails: [
      "sends each reading that can be repaired",
      "writes the time as a number of seconds",
      "leaves stations and levels as they were",
      "sends none of them twice",
    ],
    isAlwaysJudged: true,
    changes: [
      [
        "const Records = [...fixed].map((text) => ({ Data: Buffer.from(text) }));",
        'const Records = [{ Data: Buffer.from(`[${[...fixed].join(",")}]`) }];',
      ],
    ],
  },
  /** A reading without a station gets one. */
  "station-guessed": {
    fails: ["leaves stations and levels as they were", "returns the records that can't be repaired"],
    changes: [
      ["reading.station_id === null || ", ""],
      ["...reading, event_timestamp", '...reading, station_id: reading.station_id ?? "26", event_timestamp'],
    ],
  },
};
