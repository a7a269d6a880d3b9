import type { Mistake } from "../../../grader/index";

/** Rejected sales are sent a second time, and not again. */
export const mistake: Mistake = {
  exercise: "05-resharding.put-sales",
  fails: ["puts each sale into the stream"],
  answer: [
    "const records = sold.map((sale) => ({ PartitionKey: sale.concert, Data: ticketOf(sale) }));",
    "const { Records = [] } = await kinesis.send(new PutRecordsCommand({ StreamName: STREAM, Records: records }));",
    "const rejected = records.filter((_record, at) => Records[at]?.ErrorCode);",
    "if (rejected.length === 0) return;",
    "await waitSeconds(1);",
    "await kinesis.send(new PutRecordsCommand({ StreamName: STREAM, Records: rejected }));",
  ],
};
