import type { Mistake } from "../../../grader/index";

/** Every visit of every list is written, whether it has its own record or not. */
export const mistake: Mistake = {
  exercise: "01-streaming-ingestion.recover-visits",
  fails: ["gives none of them two", "changes nothing if it runs a second time"],
  answer: [
    "const client = new KinesisClient({});",
    "const records = (await listStreamRecords({ streamName })).map(({ data }) => data);",
    "for (const visit of records.filter(Array.isArray).flat()) {",
    "  await client.send(new PutRecordCommand({ StreamName: streamName, PartitionKey: visit.session_id, Data: Buffer.from(JSON.stringify(visit)) }));",
    "}",
  ],
};
