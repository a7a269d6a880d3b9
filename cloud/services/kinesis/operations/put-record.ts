import { PutRecord$, type PutRecordInput, type PutRecordOutput } from "@aws-sdk/client-kinesis";
import { diskFull } from "../../../core/faults";
import { optional, refused, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { rateExceeded } from "../faults";
import { hashKey, partitionKey, recordData, sequenceNumberText, streamMembers } from "../fields";
import { putRecordFigures } from "../metrics";
import { checkRecord, produce } from "../producing";

const members = {
  Data: required(recordData),
  PartitionKey: required(partitionKey),
  ExplicitHashKey: optional(hashKey),
  // Sequence numbers of one shard always grow here, whatever the producer asks for.
  SequenceNumberForOrdering: optional(sequenceNumberText),
  ...streamMembers,
  DryRun: refused(),
} satisfies Members<PutRecordInput>;

export const putRecord = operation(PutRecord$, members, (cloud, request): PutRecordOutput => {
  const stream = cloud.kinesis.usable(request);
  checkRecord(stream, request);
  const [outcome] = produce(cloud, stream, [request]);
  if (outcome === undefined) throw new Error("one record has one outcome");
  cloud.kinesis.count(stream, putRecordFigures(request, outcome));
  if ("failed" in outcome) throw outcome.failed === "throttled" ? rateExceeded(stream, outcome.shard.id) : diskFull();
  return { ShardId: outcome.shard.id, SequenceNumber: outcome.sequenceNumber, EncryptionType: "NONE" };
});
