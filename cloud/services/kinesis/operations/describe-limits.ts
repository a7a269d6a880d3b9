import { DescribeLimits$, type DescribeLimitsInput, type DescribeLimitsOutput } from "@aws-sdk/client-kinesis";
import type { Members } from "../../../core/members";
import { operation } from "../../operation";
import { MOST_ON_DEMAND, shardLimitOf } from "../limits";

const members = {} satisfies Members<DescribeLimitsInput>;

export const describeLimits = operation(DescribeLimits$, members, ({ kinesis, region }): DescribeLimitsOutput => ({
  ShardLimit: shardLimitOf(region),
  OpenShardCount: kinesis.openShardCount,
  OnDemandStreamCount: kinesis.streams.filter(({ stored }) => stored.mode === "ON_DEMAND").length,
  OnDemandStreamCountLimit: MOST_ON_DEMAND,
}));
