import type { Core } from "../../../core/core";
import { createShardLimitFault, createTooManyOnDemandFault } from "./faults";
import type { Kinesis } from "./kinesis";

/** The most streams that can be CREATING at the same time (KDS-006). */
export const MAX_CREATING = 5;
export const MAX_TAGS = 50;
const DAY_MS = 86_400_000;
/** The most on-demand streams of an account. */
export const MAX_ON_DEMAND = 50;

/** Checks that `more` shards may be created. @throws AwsFault LimitExceededException */
export function checkShardLimit(cloud: Core & { readonly kinesis: Kinesis }, more: number): void {
  const { account, region, kinesis } = cloud;
  const open = kinesis.openShardCount;
  const limit = kinesis.shardLimit;
  if (open + more > limit) throw createShardLimitFault({ account, region, open, limit, more });
}

/**
 * Checks that one more stream may be created on demand, or change to on-demand mode.
 *
 * @throws AwsFault LimitExceededException
 */
export function checkOnDemandLimit({ kinesis }: { readonly kinesis: Kinesis }): void {
  if (kinesis.countStreams(({ mode }) => mode === "ON_DEMAND") >= MAX_ON_DEMAND)
    throw createTooManyOnDemandFault(MAX_ON_DEMAND);
}

/** The times of calls that lie in the last 24 hours. */
export const filterLastDay = (calls: readonly number[], now: number): number[] =>
  calls.filter((at) => at > now - DAY_MS);
