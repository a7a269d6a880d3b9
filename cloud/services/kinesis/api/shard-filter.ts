import type { Core } from "../../../core/core";
import { createFilterIncompleteFault } from "../model/faults";
import type { Shard } from "../model/shard";
import { requireShardIndex, type Stream } from "../model/stream";

/** The ShardFilter of a ListShards request. */
export interface ShardFilter {
  readonly Type:
    | "AFTER_SHARD_ID"
    | "AT_TRIM_HORIZON"
    | "FROM_TRIM_HORIZON"
    | "AT_LATEST"
    | "AT_TIMESTAMP"
    | "FROM_TIMESTAMP";
  readonly ShardId?: string | undefined;
  readonly Timestamp?: Date | undefined;
}

/**
 * The shards of a stream that match a filter. `AT_…` matches the shards that were open at that moment; `FROM_…` also
 * later ones.
 *
 * @throws AwsFault InvalidArgumentException if the filter lacks its shard or time
 * @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ShardFilter.html
 */
export function selectShards(core: Core, stream: Stream, requested: ShardFilter | undefined): readonly Shard[] {
  const { shards } = stream;
  if (requested === undefined) return shards;
  const oldest = shards.reduce((first, { stored }) => Math.min(first, stored.madeAt), Infinity);
  const horizon = Math.max(oldest, core.now() - stream.stored.retentionHours * 3_600_000);
  switch (requested.Type) {
    case "AFTER_SHARD_ID":
      return listAfter(stream, requireValue(requested, requested.ShardId, "ShardId"));
    case "AT_LATEST":
      return shards.filter(({ isOpen }) => isOpen);
    case "AT_TRIM_HORIZON":
      return shards.filter((shard) => hasBeenOpen(shard, horizon));
    case "FROM_TRIM_HORIZON":
      return shards;
    case "AT_TIMESTAMP":
      return shards.filter((shard) =>
        hasBeenOpen(shard, requireValue(requested, requested.Timestamp, "Timestamp").getTime()),
      );
    case "FROM_TIMESTAMP":
      return shards.filter(
        ({ stored }) =>
          (stored.closed?.at ?? Infinity) >= requireValue(requested, requested.Timestamp, "Timestamp").getTime(),
      );
  }
}

function listAfter(stream: Stream, id: string): readonly Shard[] {
  const start = requireShardIndex(stream, id);
  return stream.shards.filter(({ index }) => index > start);
}

/** At the very moment of a reshard both parents and children were open. */
const hasBeenOpen = ({ stored }: Shard, at: number): boolean =>
  stored.madeAt <= at && (stored.closed?.at ?? Infinity) >= at;

function requireValue<T>(requested: ShardFilter, value: T | undefined, name: string): T {
  if (value === undefined) throw createFilterIncompleteFault(requested.Type, name);
  return value;
}
