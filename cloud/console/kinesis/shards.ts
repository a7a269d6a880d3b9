import { aws } from "../aws";
import { pages } from "../paging";

/** A shard as ListShards tells of it. */
export interface Shard {
  readonly ShardId: string;
  readonly ParentShardId?: string;
  readonly AdjacentParentShardId?: string;
  readonly HashKeyRange: { readonly StartingHashKey: string; readonly EndingHashKey: string };
  readonly SequenceNumberRange: { readonly StartingSequenceNumber: string; readonly EndingSequenceNumber?: string };
}

/** All hash keys: 0 to 2^128 - 1. */
export const HASH_SPACE = 2n ** 128n;

/** The shards of a stream, those that were split or merged too. */
export async function listShards(stream: string): Promise<readonly Shard[]> {
  // A later page is asked for by its token alone.
  const all = await pages<{ Shards: Shard[]; NextToken?: string }>("kinesis", "ListShards", (page) =>
    page === undefined
      ? { StreamName: stream }
      : page.NextToken === undefined
        ? undefined
        : { NextToken: page.NextToken },
  );
  return all.flatMap(({ Shards }) => Shards);
}

export const isOpen = ({ SequenceNumberRange }: Shard): boolean =>
  SequenceNumberRange.EndingSequenceNumber === undefined;

/** Where a shard's range begins and ends, as shares of all hash keys. */
export function shareOf({
  HashKeyRange: { StartingHashKey, EndingHashKey },
}: Shard): readonly [from: number, to: number] {
  const share = (key: bigint): number => Number((key * 1_000_000n) / HASH_SPACE) / 1_000_000;
  return [share(BigInt(StartingHashKey)), share(BigInt(EndingHashKey) + 1n)];
}

/** How often a shard's range was split or merged before: 0 for the first shards. */
export function generationsOf(shards: readonly Shard[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  // Parents come first: ids are given in order.
  for (const shard of [...shards].sort((a, b) => (a.ShardId < b.ShardId ? -1 : 1))) {
    const parents = [shard.ParentShardId, shard.AdjacentParentShardId].flatMap((id) =>
      id === undefined ? [] : [found.get(id) ?? 0],
    );
    found.set(shard.ShardId, parents.length === 0 ? 0 : Math.max(...parents) + 1);
  }
  return found;
}

/** Splits a shard in the middle of its range. @throws AwsError */
export const split = (stream: string, { ShardId, HashKeyRange }: Shard): Promise<unknown> =>
  aws("kinesis", "SplitShard", {
    StreamName: stream,
    ShardToSplit: ShardId,
    NewStartingHashKey: String((BigInt(HashKeyRange.StartingHashKey) + BigInt(HashKeyRange.EndingHashKey) + 1n) / 2n),
  });

/** The open shard whose range begins where this one's ends. */
export const neighbourOf = ({ HashKeyRange }: Shard, shards: readonly Shard[]): Shard | undefined =>
  shards.find(
    (other) => isOpen(other) && BigInt(other.HashKeyRange.StartingHashKey) === BigInt(HashKeyRange.EndingHashKey) + 1n,
  );

/** Merges a shard with its neighbour. @throws AwsError */
export const merge = (stream: string, shard: Shard, neighbour: Shard): Promise<unknown> =>
  aws("kinesis", "MergeShards", {
    StreamName: stream,
    ShardToMerge: shard.ShardId,
    AdjacentShardToMerge: neighbour.ShardId,
  });
