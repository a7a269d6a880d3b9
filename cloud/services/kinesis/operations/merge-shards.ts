import { MergeShards$, type MergeShardsInput } from "@aws-sdk/client-kinesis";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { createNotNeighboursFault, createOnDemandOnlyFault, createShardClosedFault } from "../faults";
import { shardIdText, streamMembers } from "../fields";
import { isRightBefore } from "../reshard";
import { requireShardIndex } from "../stream";

const members = {
  ShardToMerge: required(shardIdText),
  AdjacentShardToMerge: required(shardIdText),
  ...streamMembers,
} satisfies Members<MergeShardsInput>;

export const mergeShards = operation(MergeShards$, members, (cloud, request): void => {
  // AWS checks first the ids' form, then the stream, then its shards (KDS-034).
  const named = cloud.kinesis.findNamed(request);
  const indexes = [
    requireShardIndex(named, request.ShardToMerge),
    requireShardIndex(named, request.AdjacentShardToMerge),
  ] as const;
  const stream = cloud.kinesis.requireChangeable(request);
  if (stream.stored.mode === "ON_DEMAND") throw createOnDemandOnlyFault(stream);
  const [shard, neighbour] = [stream.requireShardToChange(indexes[0]), stream.requireShardToChange(indexes[1])];
  for (const item of [shard, neighbour]) if (!item.isOpen) throw createShardClosedFault(stream, item.id);
  if (!isRightBefore(shard.stored, neighbour.stored)) throw createNotNeighboursFault(stream, [shard.id, neighbour.id]);
  cloud.kinesis.begin(stream, { kind: "merge", shard: shard.index, neighbour: neighbour.index });
});
