import { DescribeLimits$, type DescribeLimitsInput, type DescribeLimitsOutput } from "@aws-sdk/client-kinesis";
import type { Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { MAX_ON_DEMAND } from "../model/retention";

const members = {} satisfies Members<DescribeLimitsInput>;

export const describeLimits = operation(DescribeLimits$, members, (cloud): DescribeLimitsOutput => ({
  ShardLimit: cloud.kinesis.shardLimit,
  OpenShardCount: cloud.kinesis.openShardCount,
  OnDemandStreamCount: cloud.kinesis.countStreams(({ mode }) => mode === "ON_DEMAND"),
  OnDemandStreamCountLimit: MAX_ON_DEMAND,
}));
