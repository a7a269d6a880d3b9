import type { Mistake } from "../../../grader/index";

/** Each sale gets its own partition key, so that no shard is too busy: a concert's sales lose their order. */
export const mistake: Mistake = {
  exercise: "05-resharding.put-sales",
  fails: ["keeps the concert as partition key, and the ticket as data"],
  answer: [
    "let left = sold.map((sale) => ({ PartitionKey: `${sale.concert}-${sale.order}`, Data: ticketOf(sale) }));",
    "while (left.length > 0) {",
    "  const { Records = [] } = await kinesis.send(new PutRecordsCommand({ StreamName: STREAM, Records: left }));",
    "  left = left.filter((_record, at) => Records[at]?.ErrorCode !== undefined);",
    "  if (left.length > 0) await waitSeconds(1);",
    "}",
  ],
};
