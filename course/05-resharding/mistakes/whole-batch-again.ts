import type { Mistake } from "../../../grader/index";

/** The whole batch is sent again as long as some of its sales are rejected: a full shard takes the same first ones each time. */
export const mistake: Mistake = {
  exercise: "05-resharding.put-sales",
  fails: ["puts each sale into the stream", "puts none of them twice"],
  answer: [
    "const records = sold.map((sale) => ({ PartitionKey: sale.concert, Data: ticketOf(sale) }));",
    "for (let tries = 0; tries < 5; tries += 1) {",
    "  const { FailedRecordCount = 0 } = await kinesis.send(new PutRecordsCommand({ StreamName: STREAM, Records: records }));",
    "  if (FailedRecordCount === 0) return;",
    "  await waitSeconds(1);",
    "}",
  ],
};
