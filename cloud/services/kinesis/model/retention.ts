import { createBadRetentionFault, createShardLimitFault, createTooManyOnDemandFault } from "./faults";
import type { Kinesis } from "./kinesis";
import type { Stream } from "./stream";
import type { Core } from "../../../core/core";

const MIN_HOURS = 24;
const MAX_HOURS = 8_760;

/**
 * Changes how long a stream keeps its records.
 *
 * @param change `to` in hours, 24 to 8760 (KDS-028); `way` the calling operation: one only increases, the other only
 * decreases
 * @throws AwsFault InvalidArgumentException
 */
export function changeRetention(
  kinesis: Kinesis,
  stream: Stream,
  { to, direction }: { readonly to: number; readonly direction: "increase" | "decrease" },
): void {
  const now = stream.stored.retentionHours;
  if (to < MIN_HOURS)
    throw createBadRetentionFault(
      `Minimum allowed retention period is ${MIN_HOURS} hours. Requested retention period (${to} hours) is too short.`,
    );
  if (to > MAX_HOURS)
    throw createBadRetentionFault(
      `Maximum allowed retention period is ${MAX_HOURS} hours. Requested retention period (${to} hours) is too long.`,
    );
  if (direction === "increase" && to < now) {
    throw createBadRetentionFault(
      `Requested retention period (${to} hours) for stream ${stream.name} can not be shorter than existing retention period (${now} hours). Use DecreaseRetentionPeriod API.`,
    );
  }
  if (direction === "decrease" && to > now) {
    throw createBadRetentionFault(
      `Requested retention period (${to} hours) for stream ${stream.name} can not be longer than existing retention period (${now} hours). Use IncreaseRetentionPeriod API.`,
    );
  }
  if (to !== now) kinesis.begin(stream, { kind: "mode" }, { retentionHours: to });
}

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
