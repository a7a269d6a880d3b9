import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** What isn't a list counts as a visit, and is written again. */
  "battery-as-visit": {
    fails: ["writes nothing but visits"],
    answer: [
      "const client = new KinesisClient({});",
      "const records = (await listStreamRecords({ streamName })).map(({ data }) => data);",
      "const known = new Set(records.map((data) => Object(data).session_id).filter((id) => id !== undefined));",
      "for (const visit of records.flat()) {",
      "  if (known.has(Object(visit).session_id)) continue;",
      '  await client.send(new PutRecordCommand({ StreamName: streamName, PartitionKey: Object(visit).session_id ?? "kiosk", Data: Buffer.from(JSON.stringify(visit)) }));',
      "  known.add(Object(visit).session_id);",
      "}",
    ],
  },
  /** The function works for the lab's own stream alone, whatever name it is given. */
  "stream-by-its-name": {
    fails: [
      "gives each visit a record of its own",
      "changes nothing if it runs a second time",
      "writes the visit as it was, with its session_id as partition key",
      "writes nothing but visits",
    ],
    changes: [
      ["listStreamRecords({ streamName })", 'listStreamRecords({ streamName: "de-c2w2lab1-kinesis-data-stream" })'],
      ["StreamName: streamName", 'StreamName: "de-c2w2lab1-kinesis-data-stream"'],
    ],
  },
  /** The visits are written as text in which nothing of them is left. */
  "visits-as-plain-text": {
    fails: [
      "gives each visit a record of its own",
      "changes nothing if it runs a second time",
      "writes the visit as it was, with its session_id as partition key",
      "writes nothing but visits",
    ],
    changes: [["JSON.stringify(visit)", "String(visit)"]],
  },
  /** Only one visit of each list is written. */
  "first-visit-of-a-list": {
    fails: [
      "gives each visit a record of its own",
      "changes nothing if it runs a second time",
      "writes the visit as it was, with its session_id as partition key",
      "writes nothing but visits",
    ],
    changes: [
      ["const visit of records.filter(Array.isArray).flat()", "const [visit] of records.filter(Array.isArray)"],
    ],
  },
  /** Only the last visit of each list is written: more than a third of those that are missing. */
  "last-visit-of-a-list": {
    fails: ["gives each visit a record of its own", "changes nothing if it runs a second time"],
    changes: [["records.filter(Array.isArray).flat()", "records.filter(Array.isArray).map((list) => list.at(-1))"]],
  },
  /** Each visit gets a list of its own. */
  "list-of-one-visit": {
    fails: [
      "gives each visit a record of its own",
      "changes nothing if it runs a second time",
      "writes the visit as it was, with its session_id as partition key",
      "writes nothing but visits",
    ],
    changes: [["JSON.stringify(visit)", "JSON.stringify([visit])"]],
  },
  /** The kiosk's partition key is taken over. */
  "kiosk-as-key": {
    fails: ["writes the visit as it was, with its session_id as partition key"],
    answer: [
      "const client = new KinesisClient({});",
      "const records = await listStreamRecords({ streamName });",
      "const known = new Set(records.map(({ data }) => Object(data).session_id));",
      "for (const { partitionKey, data } of records) {",
      "  if (!Array.isArray(data)) continue;",
      "  for (const visit of data) {",
      "    if (known.has(visit.session_id)) continue;",
      "    await client.send(new PutRecordCommand({ StreamName: streamName, PartitionKey: partitionKey, Data: Buffer.from(JSON.stringify(visit)) }));",
      "    known.add(visit.session_id);",
      "  }",
      "}",
    ],
  },
  /** Only the lists of the kiosk from the incident are read, by its key. What is written of them is right. */
  "lists-of-one-kiosk": {
    fails: ["gives each visit a record of its own", "changes nothing if it runs a second time"],
    isAlwaysJudged: true,
    answer: [
      "const client = new KinesisClient({});",
      "const records = await listStreamRecords({ streamName });",
      "const known = new Set(records.map(({ partitionKey }) => partitionKey));",
      "for (const { partitionKey, data } of records) {",
      '  if (partitionKey !== "kiosk-2" || !Array.isArray(data)) continue;',
      "  for (const visit of data) {",
      "    if (known.has(visit.session_id)) continue;",
      "    known.add(visit.session_id);",
      "    await client.send(new PutRecordCommand({ StreamName: streamName, PartitionKey: visit.session_id, Data: Buffer.from(JSON.stringify(visit)) }));",
      "  }",
      "}",
    ],
  },
  /** A list of one visit is taken for a visit that has its record already. */
  "short-lists-left-out": {
    fails: ["gives each visit a record of its own", "changes nothing if it runs a second time"],
    changes: [["records.filter(Array.isArray)", "records.filter(Array.isArray).filter((list) => list.length > 1)"]],
  },
  /** A visit that is in two lists is written twice. A second run finds its records, and writes nothing. */
  "visit-of-two-lists": {
    fails: ["gives none of them two"],
    isAlwaysJudged: true,
    changes: [["  known.add(visit.session_id);\n", ""]],
  },
  /** Every visit of every list is written, whether it has its own record or not. */
  "visits-written-again": {
    fails: ["gives none of them two", "changes nothing if it runs a second time"],
    changes: [["  if (known.has(visit.session_id)) continue;\n", ""]],
  },
};
