/** Right answers that differ from the solution's, by exercise. */
export const rightAnswers: readonly (readonly [says: string, exercise: string, answer: string])[] = [
  [
    "a function that calls itself, and a longer wait each time",
    "put-sales",
    `const send = async (sales: readonly Sale[], pauseMs: number): Promise<void> => {
  const Records = sales.map((sale) => ({ PartitionKey: sale.concert, Data: ticketOf(sale) }));
  const response = await kinesis.send(new PutRecordsCommand({ StreamName: STREAM, Records }));
  const rejected = sales.filter((_sale, index) => response.Records?.[index]?.ErrorCode);
  if (rejected.length === 0) return;
  await new Promise((resolve) => setTimeout(resolve, pauseMs));
  await send(rejected, pauseMs * 2);
};
await send(sold, 100);`,
  ],
  [
    "small batches, one after another",
    "put-sales",
    `for (let start = 0; start < sold.length; start += 25) {
  const waiting = sold.slice(start, start + 25).map((sale) => ({ PartitionKey: sale.concert, Data: ticketOf(sale) }));
  while (waiting.length > 0) {
    const { Records: results = [] } = await kinesis.send(new PutRecordsCommand({ StreamName: STREAM, Records: waiting }));
    for (let at = results.length - 1; at >= 0; at -= 1) if (results[at]?.SequenceNumber) waiting.splice(at, 1);
    if (waiting.length > 0) await waitSeconds(0.5);
  }
}`,
  ],
  [
    "the count of rejected records",
    "put-sales",
    `let batch = sold.map((sale) => ({ PartitionKey: sale.concert, Data: ticketOf(sale) }));
let response = await kinesis.send(new PutRecordsCommand({ StreamName: STREAM, Records: batch }));
while (response.FailedRecordCount) {
  const entries = response.Records ?? [];
  const next: typeof batch = [];
  batch.forEach((record, at) => {
    if (entries[at]?.ErrorCode === "ProvisionedThroughputExceededException" || entries[at]?.ErrorCode === "InternalFailure") next.push(record);
  });
  batch = next;
  await waitSeconds(2);
  response = await kinesis.send(new PutRecordsCommand({ StreamName: STREAM, Records: batch }));
}`,
  ],
  [
    "no pause between two tries",
    "put-sales",
    `let left = sold.map((sale) => ({ PartitionKey: sale.concert, Data: ticketOf(sale) }));
while (left.length > 0) {
  const { Records: results = [] } = await kinesis.send(new PutRecordsCommand({ StreamName: STREAM, Records: left }));
  left = left.filter((_record, at) => results[at]?.ErrorCode !== undefined);
}`,
  ],
  [
    "a loop that sends before it looks whether anything is left",
    "put-sales",
    `let records = sold.map((sale) => ({ PartitionKey: sale.concert, Data: ticketOf(sale) }));
do {
  const { Records: results = [] } = await kinesis.send(new PutRecordsCommand({ StreamName: STREAM, Records: records }));
  records = records.filter((_record, at) => results[at]?.ErrorCode);
  await waitSeconds(1);
} while (records.length > 0);`,
  ],
  [
    "a loop that ends when no record of the call was rejected",
    "put-sales",
    `let waiting = [...sold];
let failed: number | undefined;
do {
  const Records = waiting.map((sale) => ({ PartitionKey: sale.concert, Data: ticketOf(sale) }));
  const response = await kinesis.send(new PutRecordsCommand({ StreamName: STREAM, Records }));
  failed = response.FailedRecordCount;
  waiting = waiting.filter((_sale, at) => response.Records?.[at]?.ErrorCode !== undefined);
  if (failed) await waitSeconds(1);
} while (failed);`,
  ],
];
