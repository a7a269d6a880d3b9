import { PutRecord$, type PutRecordInput, type PutRecordOutput } from "@aws-sdk/client-kinesis";
import { createDiskFull } from "../../../core/faults";
import { optional, refused, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { createBadOrderingFault, createRateExceededFault } from "../faults";
import { hashKey, partitionKey, recordData, sequenceNumberText, streamMembers } from "../fields";
import { putRecordFigures } from "../metrics";
import { checkRecord, writeRecords } from "../write-records";
import { readSequence } from "../sequence-number";

const members = {
  Data: required(recordData),
  PartitionKey: required(partitionKey),
  ExplicitHashKey: optional(hashKey),
  // Checked, but otherwise ignored: here sequence numbers of one shard always grow.
  SequenceNumberForOrdering: optional(sequenceNumberText),
  ...streamMembers,
  DryRun: refused(),
} satisfies Members<PutRecordInput>;

export const putRecord = operation(PutRecord$, members, (cloud, request): PutRecordOutput => {
  const stream = cloud.kinesis.requireReadable(request);
  checkRecord(stream, request);
  const { SequenceNumberForOrdering: ordering } = request;
  if (ordering !== undefined && !isPast(ordering, cloud.now())) throw createBadOrderingFault(stream, ordering);
  const [outcome] = writeRecords(cloud, stream, [request]);
  if (outcome === undefined) throw new Error("one record has one outcome");
  cloud.kinesis.count(stream, putRecordFigures(request, outcome));
  if ("failed" in outcome)
    throw outcome.failed === "throttled" ? createRateExceededFault(stream, outcome.shard.id) : createDiskFull();
  return {
    ShardId: outcome.shard.id,
    SequenceNumber: outcome.sequenceNumber,
    EncryptionType: stream.stored.encryptionKey === undefined ? "NONE" : "KMS",
  };
});

/** Whether a sequence number is valid and not in the future (KDS-037). */
function isPast(sequenceNumber: string, now: number): boolean {
  const read = readSequence(sequenceNumber);
  return read !== undefined && (read.arrivedAt === undefined || read.arrivedAt <= now);
}
