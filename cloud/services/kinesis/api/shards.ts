import { ListShards$, MergeShards$, SplitShard$, UpdateShardCount$ } from "@aws-sdk/client-kinesis";
import type * as sdk from "@aws-sdk/client-kinesis";
import { noted, optional, refused, required, structure, type Members } from "../../../core/members";
import { oneOf } from "../../../core/rules";
import { operation } from "../../framework/operation";
import {
  createTokenWithStreamFault,
  createTokenOrStreamFault,
  createNotNeighborsFault,
  createOnDemandOnlyFault,
  createShardClosedFault,
  createBadSplitPointFault,
  createBadShardCountFault,
  createTooManyChangesFault,
} from "../model/faults";
import * as fields from "../model/fields";
import { isRightBefore } from "../model/reshard";
import type { Shard } from "../model/shard";
import { selectShards } from "./shard-filter";
import { requireShardIndex, type Stream } from "../model/stream";
import { describeShard } from "./describe-shard";
import { openPageToken, createPageToken } from "./streams";
import { checkShardLimit, filterLastDay } from "../model/retention";

const members = {
  TargetShardCount: required(fields.shardCount),
  ScalingType: required(oneOf(["UNIFORM_SCALING"])),
  ...fields.streamMembers,
} satisfies Members<sdk.UpdateShardCountInput>;

const MAX_A_DAY = 10;

/** The new count must lie between half and double the old; ten calls are allowed in any 24 hours (KDS-025). */
export const updateShardCount = operation(UpdateShardCount$, members, (cloud, request): sdk.UpdateShardCountOutput => {
  const stream = cloud.kinesis.requireChangeable(request);
  if (stream.stored.mode === "ON_DEMAND") throw createOnDemandOnlyFault(stream);
  const { TargetShardCount: shards } = request;
  const current = stream.open.length;
  if (shards > 2 * current || shards < current / 2) throw createBadShardCountFault(current, shards);
  const resizedAt = filterLastDay(stream.stored.resizedAt, cloud.now());
  if (resizedAt.length >= MAX_A_DAY) throw createTooManyChangesFault("UpdateShardCount", MAX_A_DAY);
  if (shards > current) checkShardLimit(cloud, shards - current);
  if (shards !== current)
    cloud.kinesis.begin(stream, { kind: "resize", shards }, { resizedAt: [...resizedAt, cloud.now()] });
  return { StreamName: stream.name, StreamARN: stream.arn, CurrentShardCount: current, TargetShardCount: shards };
});

const filter = {
  Type: required(
    oneOf(["AFTER_SHARD_ID", "AT_TRIM_HORIZON", "FROM_TRIM_HORIZON", "AT_LATEST", "AT_TIMESTAMP", "FROM_TIMESTAMP"]),
  ),
  ShardId: optional(fields.shardIdText),
  Timestamp: optional(fields.time),
} satisfies Members<sdk.ShardFilter>;

const listShardsMembers = {
  StreamName: optional(fields.streamName),
  StreamARN: optional(fields.streamArn),
  StreamId: refused(),
  NextToken: optional(fields.nextToken),
  ExclusiveStartShardId: optional(fields.shardIdText),
  MaxResults: optional(fields.upTo10000),
  StreamCreationTimestamp: noted(optional(fields.time), fields.ONE_OF_A_NAME),
  ShardFilter: optional(structure(filter)),
} satisfies Members<sdk.ListShardsInput>;

const USUAL_SHARDS = 1_000;

/** Paging and filters as in KDS-027. */
export const listShards = operation(ListShards$, listShardsMembers, (cloud, request): sdk.ListShardsOutput => {
  const { NextToken: token, MaxResults: max = USUAL_SHARDS } = request;
  const isNamed = request.StreamName !== undefined || request.StreamARN !== undefined;
  if (token !== undefined && isNamed) throw createTokenWithStreamFault();
  if (token === undefined && !isNamed) throw createTokenOrStreamFault();
  const page =
    token === undefined
      ? {
          stream: request.StreamName,
          arn: request.StreamARN,
          after: request.ExclusiveStartShardId ?? "",
          filter: request.ShardFilter,
        }
      : openPageToken(cloud.kinesis, token, cloud.now());
  const stream = cloud.kinesis.requireStream({ StreamName: page.stream, StreamARN: page.arn });
  const left = selectShards(cloud, stream, page.filter).filter(isBehind(stream, page.after));
  const shards = left.slice(0, max);
  const after = shards.at(-1)?.id;
  return {
    Shards: shards.map(describeShard),
    ...(left.length > max && after !== undefined
      ? {
          NextToken: createPageToken(
            cloud.kinesis,
            { ...page, stream: stream.name, arn: undefined, after },
            cloud.now(),
          ),
        }
      : {}),
  };
});

/** A test whether a shard comes after the one with this id; for an empty id every shard does. */
function isBehind(stream: Stream, id: string): (shard: Shard) => boolean {
  const start = id === "" ? -1 : requireShardIndex(stream, id);
  return ({ index }) => index > start;
}

const mergeShardsMembers = {
  ShardToMerge: required(fields.shardIdText),
  AdjacentShardToMerge: required(fields.shardIdText),
  ...fields.streamMembers,
} satisfies Members<sdk.MergeShardsInput>;

export const mergeShards = operation(MergeShards$, mergeShardsMembers, (cloud, request): void => {
  // AWS checks first the ids' form, then the stream, then its shards (KDS-034).
  const named = cloud.kinesis.findNamed(request);
  const indexes = [
    requireShardIndex(named, request.ShardToMerge),
    requireShardIndex(named, request.AdjacentShardToMerge),
  ] as const;
  const stream = cloud.kinesis.requireChangeable(request);
  if (stream.stored.mode === "ON_DEMAND") throw createOnDemandOnlyFault(stream);
  const [shard, neighbor] = [stream.requireShardToChange(indexes[0]), stream.requireShardToChange(indexes[1])];
  for (const item of [shard, neighbor]) if (!item.isOpen) throw createShardClosedFault(stream, item.id);
  if (!isRightBefore(shard.stored, neighbor.stored)) throw createNotNeighborsFault(stream, [shard.id, neighbor.id]);
  cloud.kinesis.begin(stream, { kind: "merge", shard: shard.index, neighbour: neighbor.index });
});

const splitShardMembers = {
  ShardToSplit: required(fields.shardIdText),
  NewStartingHashKey: required(fields.hashKey),
  ...fields.streamMembers,
} satisfies Members<sdk.SplitShardInput>;

/** Splits an open shard in two (KDS-024, KDS-041). */
export const splitShard = operation(SplitShard$, splitShardMembers, (cloud, request): void => {
  // AWS checks first the id's form, then the stream, then its shard (KDS-034).
  const index = requireShardIndex(cloud.kinesis.findNamed(request), request.ShardToSplit);
  const stream = cloud.kinesis.requireChangeable(request);
  if (stream.stored.mode === "ON_DEMAND") throw createOnDemandOnlyFault(stream);
  const shard = stream.requireShardToChange(index);
  if (!shard.isOpen) throw createShardClosedFault(stream, shard.id);
  const { NewStartingHashKey: hashKey } = request;
  const { first, last } = shard.range;
  if (BigInt(hashKey) <= first + 1n || BigInt(hashKey) >= last) {
    throw createBadSplitPointFault(stream, { hashKey, shard: shard.id, first: String(first), last: String(last) });
  }
  checkShardLimit(cloud, 1);
  cloud.kinesis.begin(stream, { kind: "split", shard: shard.index, hashKey });
});
