import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** Each sale gets its own partition key, so that no shard is too busy: a concert's sales lose their order. */
  "another-key-for-each-sale": {
    fails: ["keeps the concert as partition key, and the ticket as data"],
    changes: [["sale.concert", "`${sale.concert}-${sale.order}`"]],
  },
  /** The entries of a later response are matched with the records of the first call. */
  "entries-of-the-first-batch": {
    fails: ["puts each sale into the stream", "ends without an error", "puts none of them twice"],
    answer: [
      "const records = sold.map((sale) => ({ PartitionKey: sale.concert, Data: ticketOf(sale) }));",
      "let left = records;",
      "while (left.length > 0) {",
      "  const { Records = [] } = await kinesis.send(new PutRecordsCommand({ StreamName: STREAM, Records: left }));",
      "  left = records.filter((_record, at) => Records[at]?.ErrorCode !== undefined);",
      "  await waitSeconds(1);",
      "}",
    ],
  },
  /** What is sent again are the entries of the response, which are no records. AWS refuses them. */
  "entries-sent-again": {
    fails: [
      "puts each sale into the stream",
      "ends without an error",
      "puts none of them twice",
      "keeps the concert as partition key, and the ticket as data",
    ],
    answer: [
      "let records: any[] = sold.map((sale) => ({ PartitionKey: sale.concert, Data: ticketOf(sale) }));",
      "while (records.length > 0) {",
      "  const { Records = [] } = await kinesis.send(new PutRecordsCommand({ StreamName: STREAM, Records: records }));",
      "  records = Records.filter((record) => record.ErrorCode);",
      "  if (records.length > 0) await waitSeconds(1);",
      "}",
    ],
  },
  /** Each sale has its own call, which takes its time over the network. */
  "one-call-for-each-sale": {
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
  },
  /** Three tries are enough for the evening in the incident, and for no larger one. */
  "sales-tried-three-times": {
    fails: ["puts each sale into the stream", "ends without an error"],
    isAlwaysJudged: true,
    answer: [
      "let left = sold.map((sale) => ({ PartitionKey: sale.concert, Data: ticketOf(sale) }));",
      "for (let tries = 0; tries < 3 && left.length > 0; tries += 1) {",
      "  const { Records = [] } = await kinesis.send(new PutRecordsCommand({ StreamName: STREAM, Records: left }));",
      "  left = left.filter((_record, at) => Records[at]?.ErrorCode !== undefined);",
      "  await waitSeconds(1);",
      "}",
    ],
  },
  /** The data is the sale itself: the consumers expect its ticket. */
  "sale-without-ticket": {
    fails: ["puts each sale into the stream", "keeps the concert as partition key, and the ticket as data"],
    changes: [["ticketOf(sale)", "Buffer.from(JSON.stringify(sale))"]],
  },
  /** Rejected sales are sent a second time, and not again. */
  "sales-retried-once": {
    fails: ["puts each sale into the stream", "ends without an error"],
    answer: [
      "const records = sold.map((sale) => ({ PartitionKey: sale.concert, Data: ticketOf(sale) }));",
      "const { Records = [] } = await kinesis.send(new PutRecordsCommand({ StreamName: STREAM, Records: records }));",
      "const rejected = records.filter((_record, at) => Records[at]?.ErrorCode);",
      "if (rejected.length === 0) return;",
      "await waitSeconds(1);",
      "await kinesis.send(new PutRecordsCommand({ StreamName: STREAM, Records: rejected }));",
    ],
  },
  /** Each call has fewer sales than a shard takes in a second, so none seems to need a second try. Another program has filled the shard. */
  "slices-never-retried": {
    fails: [
      "puts each sale into the stream",
      "ends without an error",
      "puts none of them twice",
      "keeps the concert as partition key, and the ticket as data",
    ],
    isAlwaysJudged: true,
    answer: [
      "const records = sold.map((sale) => ({ PartitionKey: sale.concert, Data: ticketOf(sale) }));",
      "for (let start = 0; start < records.length; start += 50) {",
      "  await kinesis.send(new PutRecordsCommand({ StreamName: STREAM, Records: records.slice(start, start + 50) }));",
      "  await waitSeconds(1);",
      "}",
    ],
  },
  /** The response of PutRecords is not read, as in the colleague's program. */
  "sales-written-once": {
    fails: [
      "puts each sale into the stream",
      "ends without an error",
      "puts none of them twice",
      "keeps the concert as partition key, and the ticket as data",
    ],
    isAlwaysJudged: true,
    answer: [
      "const records = sold.map((sale) => ({ PartitionKey: sale.concert, Data: ticketOf(sale) }));",
      "await kinesis.send(new PutRecordsCommand({ StreamName: STREAM, Records: records }));",
    ],
  },
  /** The whole batch is sent again as long as some of its sales are rejected: a full shard takes the same first ones each time. */
  "whole-batch-again": {
    fails: ["puts each sale into the stream", "ends without an error", "puts none of them twice"],
    answer: [
      "const records = sold.map((sale) => ({ PartitionKey: sale.concert, Data: ticketOf(sale) }));",
      "for (let tries = 0; tries < 5; tries += 1) {",
      "  const { FailedRecordCount = 0 } = await kinesis.send(new PutRecordsCommand({ StreamName: STREAM, Records: records }));",
      "  if (FailedRecordCount === 0) return;",
      "  await waitSeconds(1);",
      "}",
    ],
  },
};
