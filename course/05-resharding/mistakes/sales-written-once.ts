import type { Mistake } from "../../../grader/index";

/** The response of PutRecords is not read, as in the colleague's program. */
export const mistake: Mistake = {
  exercise: "05-resharding.put-sales",
  fails: ["puts each sale into the stream"],
  answer: [
    "const records = sold.map((sale) => ({ PartitionKey: sale.concert, Data: ticketOf(sale) }));",
    "await kinesis.send(new PutRecordsCommand({ StreamName: STREAM, Records: records }));",
  ],
};
