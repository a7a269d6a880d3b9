import type { Evidence } from "../../../grader/index";

export const STREAM = "resharding-sales";
/** The streams for which a check calls the functions of 2.1 and of 4.1. Each name is also the id of that question. */
export const SPLIT_ELSEWHERE = "check-of-split";
/** The streams in which the busy shard begins, and ends, with the hot key. */
export const SPLIT_AT_ENDS: readonly string[] = ["check-of-first-hash-key", "check-of-last-hash-key"];
export const MERGE_ELSEWHERE = "check-of-merge";

/** A shard of a stream after the cells have run, open or closed. Hash keys are text, in decimal digits. */
export interface ObservedShard {
  readonly id: string;
  readonly start: string;
  readonly end: string;
  readonly parent?: string | undefined;
  /** The second parent of a shard that comes from a merge. */
  readonly adjacent?: string | undefined;
}

/** A stream's shards that the plan has kept as evidence. */
export function getShards({ seen }: Evidence, stream = STREAM): readonly ObservedShard[] {
  const shards = { ...Object(seen["shards"]), ...Object(seen["shardsAtEnds"]) } as Readonly<
    Record<string, readonly ObservedShard[] | undefined>
  >;
  return shards[stream] ?? [];
}

/** A record of the stream that begins with the number of an order, without the rest of its ticket. */
export interface StoredSale {
  readonly key: string;
  readonly order: number;
  readonly bytes: number;
}

/** The sales that the plan has kept as evidence. */
export const getSales = ({ seen }: Evidence): readonly StoredSale[] => (seen["sales"] ?? []) as readonly StoredSale[];

/** How many records of the stream are no ticket: they don't begin with the number of an order. */
export const countOtherRecords = ({ seen }: Evidence): number => Number(seen["recordsWithoutOrder"] ?? 0);

/** A split shard and its children, the lower range first. */
export interface ShardSplit {
  readonly parent: string;
  readonly children: readonly ObservedShard[];
}

/** The parents of the shards that were there before are no longer listed. */
export function listSplits(run: Evidence, stream = STREAM): ShardSplit[] {
  const shards = getShards(run, stream);
  const listed = new Set(shards.map(({ id }) => id));
  const children = shards.filter(
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

/** The ranges of shards in percent of all hash keys: `0–50 %, 50–75 %`. Their ids would say nothing about another stream. */
export function formatRanges(run: Evidence, stream: string, ids: readonly string[]): string {
  const ranges = ids.map((id) => {
    const { start, end } = getShards(run, stream).find((shard) => shard.id === id) ?? { start: "0", end: "0" };
    return `${getPercent(BigInt(start))}–${getPercent(BigInt(end) + 1n)} %`;
  });
  return ranges.join(", ");
}

const getPercent = (hashKey: bigint): number => Math.round(Number((hashKey * 10_000n) >> 128n) / 10) / 10;
