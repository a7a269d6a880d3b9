import { MergeShards$, type MergeShardsInput } from "@aws-sdk/client-kinesis";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { notNeighbours, onDemandOnly, shardClosed } from "../faults";
import { shardIdText, streamMembers } from "../fields";
import { areNeighbours } from "../reshard";

const members = {
  ShardToMerge: required(shardIdText),
  AdjacentShardToMerge: required(shardIdText),
  ...streamMembers,
} satisfies Members<MergeShardsInput>;

export const mergeShards = operation(MergeShards$, members, (cloud, request): void => {
  const stream = cloud.kinesis.changeable(request);
  if (stream.stored.mode === "ON_DEMAND") throw onDemandOnly(stream);
  const shard = stream.shard(request.ShardToMerge);
  const neighbour = stream.shard(request.AdjacentShardToMerge);
  for (const one of [shard, neighbour]) if (!one.isOpen) throw shardClosed(stream, one.id);
  if (!areNeighbours(shard.stored, neighbour.stored)) throw notNeighbours(stream, [shard.id, neighbour.id]);
  cloud.kinesis.begin(stream, { kind: "merge", shard: shard.index, neighbour: neighbour.index });
});
