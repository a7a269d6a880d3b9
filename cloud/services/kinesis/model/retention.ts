import { createBadRetentionFault } from "./faults";
import type { Kinesis } from "./kinesis";
import type { Stream } from "./stream";

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
