import type { Mistake } from "../../../grader/index";

/** What isn't a list counts as a visit, and is written again. */
export const mistake: Mistake = {
  exercise: "01-streaming-ingestion.recover-visits",
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
};
