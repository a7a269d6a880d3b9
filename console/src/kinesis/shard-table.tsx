import { useState } from "preact/hooks";
import { Notice } from "../widgets/notice";
import { Table } from "../widgets/table";
import { isOpen, merge, findNeighbor, getShare, split, type Shard, createHistory } from "./shards";
import { formatTimeOfDay } from "../formats";

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

const [WIDTH, ROW, HEAD, GAP, TIMES] = [820, 46, 22, 14, 76];

/**
 * A picture of the shards: horizontally the range of hash keys, vertically the time, with a new row at each split and
 * merge. The table below has the same content.
 */
export function ShardPicture({ shards }: { shards: readonly Shard[] }) {
  const { changes, lives } = createHistory(shards);
  const getTop = (change: number): number => HEAD + change * (ROW + GAP);
  const placed = lives.map(({ shard, from, to }) => {
    const [first, end] = getShare(shard);
    const y = getTop(from);
    return { shard, x: TIMES + first * WIDTH, width: (end - first) * WIDTH, y, height: getTop(to) - GAP - y };
  });
  const positions = new Map(placed.map((item) => [item.shard.ShardId, item]));
  return (
    <>
      <h2>Shards</h2>
      <p>
        A partition key&rsquo;s MD5 hash says which shard takes a record. Down the page is time: a split or a merge
        closes shards (hollow) and opens their children below.
      </p>
      <div class="scrolls" role="region" aria-label="Picture of the shards" tabIndex={0}>
        <svg
          class="shards"
          viewBox={`0 0 ${TIMES + WIDTH + 2} ${getTop(changes.length)}`}
          style={{ width: "100%", maxWidth: `${TIMES + WIDTH + 2}px`, minWidth: "36rem" }}
          aria-hidden="true"
        >
          <text x={TIMES} y={13}>
            hash key 0
          </text>
          <text x={TIMES + WIDTH} y={13} text-anchor="end">
            2^128 − 1
          </text>
          {changes.map((at, n) => (
            <text key={at} x={0} y={getTop(n) + 14}>
              {formatTimeOfDay(at).slice(0, 8)}
            </text>
          ))}
          {placed.flatMap(({ shard, x, width, y }) =>
            [shard.ParentShardId, shard.AdjacentParentShardId].flatMap((id) => {
              const parent = positions.get(id ?? "");
              if (parent === undefined) return [];
              const from = Math.min(Math.max(x + width / 2, parent.x + 4), parent.x + parent.width - 4);
              const key = `${shard.ShardId} ${id ?? ""}`;
              return [<line key={key} x1={from} y1={parent.y + parent.height} x2={x + width / 2} y2={y} />];
            }),
          )}
          {placed.map(({ shard, x, width, y, height }) => (
            <g key={shard.ShardId} class={isOpen(shard) ? "open" : "closed"}>
              <rect x={x + 1} y={y} width={Math.max(2, width - 3)} height={height} rx={4} />
              {width < 60 ? null : (
                <text x={x + width / 2} y={y + height / 2 + 5} text-anchor="middle">
                  {shard.ShardId.replace(/^shardId-0*(?=\d)/, "shard ")}
                </text>
              )}
            </g>
          ))}
        </svg>
      </div>
    </>
  );
}
