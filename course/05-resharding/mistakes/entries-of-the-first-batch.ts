import type { Mistake } from "../../../grader/index";

/** The entries of a later response are matched with the records of the first call. */
export const mistake: Mistake = {
  exercise: "05-resharding.put-sales",
  fails: ["puts each sale into the stream", "puts none of them twice"],
  answer: [
    "const records = sold.map((sale) => ({ PartitionKey: sale.concert, Data: ticketOf(sale) }));",
    "let left = records;",
    "while (left.length > 0) {",
    "  const { Records = [] } = await kinesis.send(new PutRecordsCommand({ StreamName: STREAM, Records: left }));",
    "  left = records.filter((_record, at) => Records[at]?.ErrorCode !== undefined);",
    "  await waitSeconds(1);",
    "}",
  ],
};
