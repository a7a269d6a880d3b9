import type { PutRecordsRequestEntry, PutRecordsResultEntry } from "@aws-sdk/client-kinesis";

/** The records that PutRecords has refused. It answers with one entry for each record, in their order. */
export const refusedOf = (
  records: readonly PutRecordsRequestEntry[],
  answers: readonly PutRecordsResultEntry[],
): PutRecordsRequestEntry[] => records.filter((_, index) => answers[index]?.ErrorCode !== undefined);
