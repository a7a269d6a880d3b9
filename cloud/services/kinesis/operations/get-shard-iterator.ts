import { GetShardIterator$, type GetShardIteratorInput, type GetShardIteratorOutput } from "@aws-sdk/client-kinesis";
import { optional, refused, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { iteratorType, sequenceNumberText, shardIdText, streamMembers, time } from "../fields";
import { iteratorAt } from "../iterator";
import { startingNumber } from "../starting-point";

const members = {
  ShardId: required(shardIdText),
  ShardIteratorType: required(iteratorType),
  StartingSequenceNumber: optional(sequenceNumberText),
  Timestamp: optional(time),
  ...streamMembers,
  DryRun: refused(),
} satisfies Members<GetShardIteratorInput>;

export const getShardIterator = operation(GetShardIterator$, members, (cloud, request): GetShardIteratorOutput => {
  // Not `usable`: a stream in CREATING is found, and has no shards yet (KDS-004).
  const stream = cloud.kinesis.stream(request);
  const shard = stream.shard(request.ShardId);
  const { ShardIteratorType: type, StartingSequenceNumber: sequenceNumber, Timestamp: time } = request;
  const number = startingNumber(shard, { type, sequenceNumber, time }, cloud.now());
  return { ShardIterator: iteratorAt(cloud.kinesis, { stream, shard, number }, cloud.now()) };
});
