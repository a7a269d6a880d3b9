import type { Evidence } from "../../grader/index";

export const STREAM = "resharding-sales";

/** A shard of the stream after the cells have run, open or closed. Hash keys are text, in decimal digits. */
export interface ObservedShard {
  readonly id: string;
  readonly start: string;
  readonly end: string;
  readonly parent?: string | undefined;
  /** The second parent of a shard that comes from a merge. */
  readonly adjacent?: string | undefined;
}

/** The shards that the plan has kept as evidence. */
export const getShards = ({ seen }: Evidence): readonly ObservedShard[] =>
  (seen["shards"] ?? []) as readonly ObservedShard[];

/** A record of the stream that begins with the number of an order, without the rest of its ticket. */
export interface StoredSale {
  readonly key: string;
  readonly order: number;
  readonly bytes: number;
}

/** The sales that the plan has kept as evidence. */
export const getSales = ({ seen }: Evidence): readonly StoredSale[] => (seen["sales"] ?? []) as readonly StoredSale[];

/** A split shard and its children, the lower range first. */
export interface ShardSplit {
  readonly parent: string;
  readonly children: readonly ObservedShard[];
}

/** The parents of the shards that were there before are no longer listed. */
export function listSplits(run: Evidence): ShardSplit[] {
  const listed = new Set(getShards(run).map(({ id }) => id));
  const children = getShards(run).filter(
    ({ parent, adjacent }) => parent !== undefined && listed.has(parent) && adjacent === undefined,
  );
  const parents = [...new Set(children.map(({ parent = "" }) => parent))];
  return parents.map((parent) => ({
    parent,
    children: children
      .filter((child) => child.parent === parent)
      .sort((a, b) => (BigInt(a.start) < BigInt(b.start) ? -1 : 1)),
  }));
}

export const getSize = ({ start, end }: ObservedShard): bigint => BigInt(end) - BigInt(start) + 1n;

/** AWS's own example computes the middle from half the start and half the end, which makes the upper half two hash keys larger; this and the exact middle are both right. */
export function isHalved(children: readonly ObservedShard[]): boolean {
  const [lower = 0n, upper = 0n] = children.map(getSize);
  return upper - lower >= -2n && upper - lower <= 2n;
}
