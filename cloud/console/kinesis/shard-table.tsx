import { useState } from "preact/hooks";
import { Notice } from "../widgets/notice";
import { Table } from "../widgets/table";
import { isOpen, merge, findNeighbor, getShare, split, type Shard } from "./shards";

/** A table of the shards, with buttons that split and merge them. */
export function ShardTable({ stream, shards }: { stream: string; shards: readonly Shard[] }) {
  const [error, setError] = useState<string>();
  const run = (call: Promise<unknown>): void => {
    call.then(
      () => setError(undefined),
      (failure: unknown) => setError(String(failure)),
    );
  };
  return (
    <>
      <Notice error={error} />
      <Table
        caption="Shards"
        columns={["Shard", "State", "Share of hash keys", "First and last hash key", "Made from", "Change"]}
        none="The stream has no shard yet."
        rows={shards.map((shard) => {
          const { ShardId, HashKeyRange, ParentShardId, AdjacentParentShardId } = shard;
          const [from, to] = getShare(shard);
          const neighbor = isOpen(shard) ? findNeighbor(shard, shards) : undefined;
          return [
            <span class="whole">{ShardId}</span>,
            isOpen(shard) ? "open" : "closed",
            `${((to - from) * 100).toFixed(1)} %`,
            <small>
              {HashKeyRange.StartingHashKey}
              <br />
              {HashKeyRange.EndingHashKey}
            </small>,
            [ParentShardId, AdjacentParentShardId].filter((id) => id !== undefined).join(" and "),
            isOpen(shard) ? (
              <span class="bar tight">
                <button type="button" aria-label={`Split ${ShardId}`} onClick={() => run(split(stream, shard))}>
                  Split
                </button>
                {neighbor === undefined ? null : (
                  <button
                    type="button"
                    aria-label={`Merge ${ShardId} with ${neighbor.ShardId}`}
                    onClick={() => run(merge(stream, shard, neighbor))}
                  >
                    Merge
                  </button>
                )}
              </span>
            ) : (
              ""
            ),
          ];
        })}
      />
    </>
  );
}
