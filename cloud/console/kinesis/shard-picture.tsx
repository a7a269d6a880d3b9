import { generationsOf, isOpen, shareOf, type Shard } from "./shards";

const [WIDTH, ROW, HEAD, GAP] = [900, 44, 20, 16];

/** The shards over the range of hash keys: each split and merge begins a new row. The table below says the same. */
export function ShardPicture({ shards }: { shards: readonly Shard[] }) {
  const generations = generationsOf(shards);
  const placed = shards.map((shard) => {
    const [from, to] = shareOf(shard);
    const y = HEAD + (generations.get(shard.ShardId) ?? 0) * (ROW + GAP);
    return { shard, x: from * WIDTH, width: (to - from) * WIDTH, y };
  });
  const places = new Map(placed.map((one) => [one.shard.ShardId, one]));
  const height = HEAD + (Math.max(0, ...generations.values()) + 1) * (ROW + GAP);
  return (
    <>
      <h2>Shards</h2>
      <p>
        A partition key&rsquo;s MD5 hash says which shard takes a record. A split or a merge closes shards (hollow) and
        opens their children below.
      </p>
      <div class="scrolls" role="region" aria-label="Picture of the shards" tabIndex={0}>
        <svg class="shards" width={WIDTH + 2} height={height} aria-hidden="true">
          <text x={0} y={13}>
            hash key 0
          </text>
          <text x={WIDTH} y={13} text-anchor="end">
            2^128 − 1
          </text>
          {placed.flatMap(({ shard, x, width, y }) =>
            [shard.ParentShardId, shard.AdjacentParentShardId].flatMap((id) => {
              const parent = places.get(id ?? "");
              if (parent === undefined) return [];
              const from = Math.min(Math.max(x + width / 2, parent.x + 4), parent.x + parent.width - 4);
              return [
                <line key={`${shard.ShardId} ${id ?? ""}`} x1={from} y1={parent.y + ROW} x2={x + width / 2} y2={y} />,
              ];
            }),
          )}
          {placed.map(({ shard, x, width, y }) => (
            <g key={shard.ShardId} class={isOpen(shard) ? "open" : "closed"}>
              <rect x={x + 1} y={y} width={Math.max(2, width - 3)} height={ROW} rx={4} />
              {width < 60 ? null : (
                <text x={x + width / 2} y={y + ROW / 2 + 5} text-anchor="middle">
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
