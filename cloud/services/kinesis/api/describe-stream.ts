import { DescribeStream$, type DescribeStreamInput, type DescribeStreamOutput } from "@aws-sdk/client-kinesis";
import { optional, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { shardIdText, streamMembers, upTo10000 } from "../model/fields";
import { describeEncryption } from "../model/stored-stream";
import { requireShardIndex } from "../model/stream";
import { describeShard, describeStream as describe } from "./describe-shard";

const members = {
  ...streamMembers,
  Limit: optional(upTo10000),
  ExclusiveStartShardId: optional(shardIdText),
} satisfies Members<DescribeStreamInput>;

const USUAL_SHARDS = 100;

export const describeStream = operation(DescribeStream$, members, (cloud, request): DescribeStreamOutput => {
  const stream = cloud.kinesis.requireStream(request);
  const { ExclusiveStartShardId: after, Limit: limit = USUAL_SHARDS } = request;
  const start = after === undefined ? -1 : requireShardIndex(stream, after);
  const left = stream.shards.filter(({ index }) => index > start);
  return {
    StreamDescription: {
      ...describe(stream),
      StreamStatus: stream.stored.status,
      StreamCreationTimestamp: new Date(stream.stored.madeAt),
      Shards: left.slice(0, limit).map(describeShard),
      HasMoreShards: left.length > limit,
      RetentionPeriodHours: stream.stored.retentionHours,
      EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
      ...describeEncryption(stream.stored),
    },
  };
});
