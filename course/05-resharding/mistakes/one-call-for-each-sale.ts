import type { Mistake } from "../../../grader/index";

/** Each sale has its own call, which takes its time over the network. */
export const mistake: Mistake = {
  exercise: "05-resharding.put-sales",
  fails: ["writes with PutRecords"],
  answer: [
    "for (const sale of sold) {",
    "  for (;;) {",
    "    const { FailedRecordCount } = await kinesis.send(new PutRecordsCommand({ StreamName: STREAM, Records: [{ PartitionKey: sale.concert, Data: ticketOf(sale) }] }));",
    "    if (FailedRecordCount === 0) break;",
    "    await waitSeconds(1);",
    "  }",
    "}",
  ],
};
