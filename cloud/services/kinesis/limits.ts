import type { Core } from "../../core/core";
import { shardLimit, tooManyOnDemand } from "./faults";
import type { Kinesis } from "./kinesis";

/** Streams that can be in CREATING at once (KDS-006). */
export const MOST_CREATING = 5;
export const MOST_TAGS = 50;
export const DAY_MS = 86_400_000;
/** On-demand streams of an account. */
export const MOST_ON_DEMAND = 50;

/** Whether `more` shards may be made. @throws AwsFault LimitExceededException */
export function checkShardLimit(cloud: Core & { readonly kinesis: Kinesis }, more: number): void {
  const { account, region, kinesis } = cloud;
  const open = kinesis.openShardCount;
  const limit = kinesis.shardLimit;
  if (open + more > limit) throw shardLimit({ account, region, open, limit, more });
}

/** Whether one more stream may be made on demand, or become it. @throws AwsFault LimitExceededException */
export function checkOnDemandLimit({ kinesis }: { readonly kinesis: Kinesis }): void {
  if (kinesis.countOf(({ mode }) => mode === "ON_DEMAND") >= MOST_ON_DEMAND) throw tooManyOnDemand(MOST_ON_DEMAND);
}

/** The calls of the last 24 hours. */
export const lastDay = (calls: readonly number[], now: number): number[] => calls.filter((at) => at > now - DAY_MS);
