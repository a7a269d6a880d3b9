import { ListShards$, type ListShardsInput, type ListShardsOutput, type ShardFilter } from "@aws-sdk/client-kinesis";
import { noted, optional, refused, required, structure, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { oneOf } from "../../../core/rules";
import { createTokenAloneFault, createTokenOrStreamFault } from "../faults";
import { ONE_OF_A_NAME, nextToken, shardIdText, streamArn, streamName, time, upTo10000 } from "../fields";
import { openPageToken, createPageToken } from "../page-token";
import type { Shard } from "../shard";
import { requireShardIndex, type Stream } from "../stream";
import { selectShards } from "../shard-filter";
import { describeShard } from "../wire";

const filter = {
  Type: required(
    oneOf(["AFTER_SHARD_ID", "AT_TRIM_HORIZON", "FROM_TRIM_HORIZON", "AT_LATEST", "AT_TIMESTAMP", "FROM_TIMESTAMP"]),
  ),
  ShardId: optional(shardIdText),
  Timestamp: optional(time),
} satisfies Members<ShardFilter>;

const members = {
  StreamName: optional(streamName),
  StreamARN: optional(streamArn),
  StreamId: refused(),
  NextToken: optional(nextToken),
  ExclusiveStartShardId: optional(shardIdText),
  MaxResults: optional(upTo10000),
  StreamCreationTimestamp: noted(optional(time), ONE_OF_A_NAME),
  ShardFilter: optional(structure(filter)),
} satisfies Members<ListShardsInput>;

const USUAL_SHARDS = 1_000;

/** Paging and filters as in KDS-027. */
export const listShards = operation(ListShards$, members, (cloud, request): ListShardsOutput => {
  const { NextToken: token, MaxResults: max = USUAL_SHARDS } = request;
  const isNamed = request.StreamName !== undefined || request.StreamARN !== undefined;
  if (token !== undefined && isNamed) throw createTokenAloneFault();
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
