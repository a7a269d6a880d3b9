import type { Mistake } from "../../../grader/index";

/** The kiosk's partition key is taken over. */
export const mistake: Mistake = {
  exercise: "01-streaming-ingestion.recover-visits",
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
};
