import { callAws } from "../aws";
import { readPages } from "../paging";

/** A shard in ListShards' answer. */
export interface Shard {
  readonly ShardId: string;
  readonly ParentShardId?: string;
  readonly AdjacentParentShardId?: string;
  readonly HashKeyRange: { readonly StartingHashKey: string; readonly EndingHashKey: string };
  readonly SequenceNumberRange: { readonly StartingSequenceNumber: string; readonly EndingSequenceNumber?: string };
}

/** All hash keys: 0 to 2^128 - 1. */
const HASH_SPACE = 2n ** 128n;

/** The shards of a stream, including those that were split or merged. */
export async function listShards(stream: string): Promise<readonly Shard[]> {
  // A request for a later page has only the token.
  const all = await readPages<{ Shards: Shard[]; NextToken?: string }>("kinesis", "ListShards", (page) =>
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

/** The beginning and the end of a shard's range, as fractions of all hash keys. */
export function getShare({
  HashKeyRange: { StartingHashKey, EndingHashKey },
}: Shard): readonly [from: number, to: number] {
  const share = (key: bigint): number => Number((key * 1_000_000n) / HASH_SPACE) / 1_000_000;
  return [share(BigInt(StartingHashKey)), share(BigInt(EndingHashKey) + 1n)];
}

/**
 * When a shard was created, in ms since the epoch, from its starting sequence number: of the 47 hexadecimal digits, the
 * nine after the first are the second of its creation (KDS-035; AWS's client libraries parse these numbers in the same
 * way).
 */
const getCreationTime = ({ SequenceNumberRange: { StartingSequenceNumber: start } }: Shard): number =>
  parseInt(BigInt(start).toString(16).padStart(47, "0").slice(1, 10), 16) * 1000;

/** The time in which a shard was open: from one change of the stream's shards to another. */
interface ShardLife {
  readonly shard: Shard;
  /** The change that created the shard, as an index in `changes`. */
  readonly from: number;
  /** The change that closed the shard; for an open shard the number of changes. */
  readonly to: number;
}

/** The shards over time. `changes` are the times at which shards were created, in ms since the epoch, oldest first. */
export function createHistory(shards: readonly Shard[]): {
  readonly changes: readonly number[];
  readonly lives: readonly ShardLife[];
} {
  const changes = [...new Set(shards.map(getCreationTime))].sort((a, b) => a - b);
  const lives = shards.map((shard) => {
    const children = shards.filter(({ ParentShardId, AdjacentParentShardId }) =>
      [ParentShardId, AdjacentParentShardId].includes(shard.ShardId),
    );
    const from = changes.indexOf(getCreationTime(shard));
    const closed =
      children.length === 0 ? from + 1 : Math.min(...children.map((child) => changes.indexOf(getCreationTime(child))));
    // A shard that was split within a second of its creation still gets a row.
    return { shard, from, to: isOpen(shard) ? changes.length : Math.max(from + 1, closed) };
  });
  return { changes, lives };
}

/** Splits a shard in the middle of its range. @throws AwsError */
export const split = (stream: string, { ShardId, HashKeyRange }: Shard): Promise<unknown> =>
  callAws("kinesis", "SplitShard", {
    StreamName: stream,
    ShardToSplit: ShardId,
    NewStartingHashKey: String((BigInt(HashKeyRange.StartingHashKey) + BigInt(HashKeyRange.EndingHashKey) + 1n) / 2n),
  });

/** The open shard whose range begins where this one's ends. */
export const findNeighbor = ({ HashKeyRange }: Shard, shards: readonly Shard[]): Shard | undefined =>
  shards.find(
    (other) => isOpen(other) && BigInt(other.HashKeyRange.StartingHashKey) === BigInt(HashKeyRange.EndingHashKey) + 1n,
  );

/** Merges a shard with its neighbor. @throws AwsError */
export const merge = (stream: string, shard: Shard, neighbor: Shard): Promise<unknown> =>
  callAws("kinesis", "MergeShards", {
    StreamName: stream,
    ShardToMerge: shard.ShardId,
    AdjacentShardToMerge: neighbor.ShardId,
  });
