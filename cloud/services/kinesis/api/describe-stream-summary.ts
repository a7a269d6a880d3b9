import {
  DescribeStreamSummary$,
  type DescribeStreamSummaryInput,
  type DescribeStreamSummaryOutput,
} from "@aws-sdk/client-kinesis";
import type { Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { streamMembers } from "../model/fields";
import { describeEncryption } from "../model/stored-stream";
import { describeStream } from "./describe-shard";

const members = { ...streamMembers } satisfies Members<DescribeStreamSummaryInput>;

export const describeStreamSummary = operation(
  DescribeStreamSummary$,
  members,
  (cloud, request): DescribeStreamSummaryOutput => {
    const stream = cloud.kinesis.requireStream(request);
    const { stored } = stream;
    return {
      StreamDescriptionSummary: {
        ...describeStream(stream),
        StreamStatus: stored.status,
        StreamCreationTimestamp: new Date(stored.madeAt),
        RetentionPeriodHours: stored.retentionHours,
        EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
        OpenShardCount: stream.open.length,
        ...describeEncryption(stored),
        ConsumerCount: cloud.kinesis.consumers.listByStream(stream).length,
        MaxRecordSizeInKiB: stored.maxRecordKiB,
        // The Kinesis Producer Library reads this member (KDS-043).
        ...(stored.mode === "ON_DEMAND" ? { RecordDistributionStrategy: "USER_PARTITION_KEY" } : {}),
      },
    };
  },
);
