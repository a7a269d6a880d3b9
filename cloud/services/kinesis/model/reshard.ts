import { divideHashSpace } from "./shard";
import type { PendingChange, StoredShard, StoredStream } from "./stored-stream";

/** The time of a reshard, and the number that each shard's next record would have had. */
export interface ReshardMoment {
  /** ms since the epoch. */
  readonly at: number;
  readonly upMs: number;
  readonly drawNextNumber: (shard: number) => number;
}

export type Shards = Pick<StoredStream, "shards" | "nextShard">;

/** The shards that a stream has after a change; no members if the change leaves them as they are. */
export function reshardStream(from: StoredStream, change: PendingChange, moment: ReshardMoment): Partial<Shards> {
  switch (change.kind) {
    case "create":
      return createFirstShards(from.wantedShards, moment.at);
    case "split":
      return split(from, change, moment);
    case "merge":
      return merge(from, change, moment);
    case "resize":
      return resize(from, change.shards, moment);
    case "mode":
    case "delete":
      return {};
  }
}

/** The first shards of a stream. */
export function createFirstShards(count: number, at: number): Shards {
  const shards = divideHashSpace(count).map(({ first, last }, index) => ({
    index,
    firstHash: String(first),
    lastHash: String(last),
    madeAt: at,
  }));
  return { shards, nextShard: count };
}

/** Closes a shard and divides its hash keys between two children; the second begins at `hashKey`. */
export function split(
  from: Shards,
  { shard, hashKey }: { readonly shard: number; readonly hashKey: string },
  moment: ReshardMoment,
): Shards {
  const parent = getShard(from, shard);
  const below = { firstHash: parent.firstHash, lastHash: String(BigInt(hashKey) - 1n) };
  const above = { firstHash: hashKey, lastHash: parent.lastHash };
  return addShards(
    closeShards(from, [shard], moment),
    [
      { ...below, parent: shard },
      { ...above, parent: shard },
    ],
    moment,
  );
}

/** Closes two adjacent shards and gives the hash keys of both to one child. */
export function merge(
  from: Shards,
  { shard, neighbour: neighbor }: { readonly shard: number; readonly neighbour: number },
  moment: ReshardMoment,
): Shards {
  const [low, high] = [getShard(from, shard), getShard(from, neighbor)].sort(compareByHash);
  if (low === undefined || high === undefined) throw new Error("two shards are merged");
  const child = { firstHash: low.firstHash, lastHash: high.lastHash, parent: shard, adjacentParent: neighbor };
  return addShards(closeShards(from, [shard, neighbor], moment), [child], moment);
}

/**
 * Brings a stream to `count` shards of equal size, by the same splits and merges as AWS: first splits where the new
 * ranges begin, then merges the shards inside each of them.
 */
export function resize(from: Shards, count: number, moment: ReshardMoment): Shards {
  let now = from;
  const ranges = divideHashSpace(count);
  for (const { first } of ranges) {
    const cut = openShards(now).find((shard) => BigInt(shard.firstHash) < first && first <= BigInt(shard.lastHash));
    if (cut !== undefined) now = split(now, { shard: cut.index, hashKey: String(first) }, moment);
  }
  for (const { first, last } of ranges) {
    const listInside = (): StoredShard[] =>
      openShards(now).filter((shard) => first <= BigInt(shard.firstHash) && BigInt(shard.lastHash) <= last);
    for (let [low, high] = listInside(); low !== undefined && high !== undefined; [low, high] = listInside()) {
      now = merge(now, { shard: low.index, neighbour: high.index }, moment);
    }
  }
  return now;
}

/** The open shards, in the order of their hash keys. */
export const openShards = ({ shards }: Pick<Shards, "shards">): StoredShard[] =>
  shards.filter((shard) => shard.closed === undefined).sort(compareByHash);

/** Whether one shard's hash keys end directly before another's begin (KDS-041). */
export const isRightBefore = (low: StoredShard, high: StoredShard): boolean =>
  BigInt(low.lastHash) + 1n === BigInt(high.firstHash);

const compareByHash = (a: StoredShard, b: StoredShard): number => (BigInt(a.firstHash) < BigInt(b.firstHash) ? -1 : 1);

function getShard({ shards }: Shards, index: number): StoredShard {
  const shard = shards.find((shard) => shard.index === index);
  if (shard === undefined) throw new Error(`there is no shard ${index}`);
  return shard;
}

const closeShards = (
  from: Shards,
  indexes: readonly number[],
  { at, upMs, drawNextNumber }: ReshardMoment,
): Shards => ({
  ...from,
  shards: from.shards.map((shard) =>
    indexes.includes(shard.index) ? { ...shard, closed: { at, upMs, number: drawNextNumber(shard.index) } } : shard,
  ),
});

const addShards = (
  from: Shards,
  children: readonly Omit<StoredShard, "index" | "madeAt">[],
  { at }: ReshardMoment,
): Shards => ({
  shards: [...from.shards, ...children.map((child, step) => ({ ...child, index: from.nextShard + step, madeAt: at }))],
  nextShard: from.nextShard + children.length,
});
