import type { Mistake } from "../../../grader/index";

/** Only one visit of each list is written. */
export const mistake: Mistake = {
  exercise: "01-streaming-ingestion.recover-visits",
  fails: [
    "gives each visit a record of its own",
    "changes nothing if it runs a second time",
    "writes the visit as it was, with its session_id as partition key",
    "writes nothing but visits",
  ],
  answer: [
    "const client = new KinesisClient({});",
    "const records = (await listStreamRecords({ streamName })).map(({ data }) => data);",
    "const known = new Set(records.map((data) => Object(data).session_id));",
    "for (const [visit] of records.filter(Array.isArray)) {",
    "  if (known.has(visit.session_id)) continue;",
    "  await client.send(new PutRecordCommand({ StreamName: streamName, PartitionKey: visit.session_id, Data: Buffer.from(JSON.stringify(visit)) }));",
    "}",
  ],
};
