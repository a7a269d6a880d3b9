import { createBadRetentionFault } from "./faults";
import type { Kinesis } from "./kinesis";
import type { Stream } from "./stream";

const LEAST_HOURS = 24;
const MOST_HOURS = 8_760;

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
  { to, way }: { readonly to: number; readonly way: "increase" | "decrease" },
): void {
  const now = stream.stored.retentionHours;
  if (to < LEAST_HOURS)
    throw createBadRetentionFault(
      `Minimum allowed retention period is ${LEAST_HOURS} hours. Requested retention period (${to} hours) is too short.`,
    );
  if (to > MOST_HOURS)
    throw createBadRetentionFault(
      `Maximum allowed retention period is ${MOST_HOURS} hours. Requested retention period (${to} hours) is too long.`,
    );
  if (way === "increase" && to < now) {
    throw createBadRetentionFault(
      `Requested retention period (${to} hours) for stream ${stream.name} can not be shorter than existing retention period (${now} hours). Use DecreaseRetentionPeriod API.`,
    );
  }
  if (way === "decrease" && to > now) {
    throw createBadRetentionFault(
      `Requested retention period (${to} hours) for stream ${stream.name} can not be longer than existing retention period (${now} hours). Use IncreaseRetentionPeriod API.`,
    );
  }
  if (to !== now) kinesis.begin(stream, { kind: "mode" }, { retentionHours: to });
}
