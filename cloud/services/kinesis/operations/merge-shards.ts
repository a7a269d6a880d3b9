import { MergeShards$, type MergeShardsInput } from "@aws-sdk/client-kinesis";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { notNeighbours, onDemandOnly, shardClosed } from "../faults";
import { shardIdText, streamMembers } from "../fields";
import { isRightBefore } from "../reshard";
import { shardIndexOf } from "../stream";

const members = {
  ShardToMerge: required(shardIdText),
  AdjacentShardToMerge: required(shardIdText),
  ...streamMembers,
} satisfies Members<MergeShardsInput>;

export const mergeShards = operation(MergeShards$, members, (cloud, request): void => {
  // AWS checks first the ids' form, then the stream, then its shards (KDS-034).
  const named = cloud.kinesis.named(request);
  const indexes = [
    shardIndexOf(named, request.ShardToMerge),
    shardIndexOf(named, request.AdjacentShardToMerge),
  ] as const;
  const stream = cloud.kinesis.changeable(request);
  if (stream.stored.mode === "ON_DEMAND") throw onDemandOnly(stream);
  const [shard, neighbour] = [stream.shardToChange(indexes[0]), stream.shardToChange(indexes[1])];
  for (const one of [shard, neighbour]) if (!one.isOpen) throw shardClosed(stream, one.id);
  if (!isRightBefore(shard.stored, neighbour.stored)) throw notNeighbours(stream, [shard.id, neighbour.id]);
  cloud.kinesis.begin(stream, { kind: "merge", shard: shard.index, neighbour: neighbour.index });
});
