import { show } from "./kernel-display";
import { createPlotBundle } from "./picture-bundle";

/** How much one query read. */
export interface Scan {
  /** The query in a few words. */
  readonly query: string;
  readonly bytesScanned: number;
}

/** Athena's price for a terabyte read, in US dollars. Athena charges at least 10 MB for each query. */
const USD_PER_TB = 5;

/** Plots how much queries have read, and says how many times less than the first query each other one read. */
export function showBytesScanned(scans: readonly Scan[], { title = "Bytes scanned" }: { title?: string } = {}): void {
  const max = scans[0]?.bytesScanned ?? 0;
  const values = scans.map(({ query, bytesScanned }) => ({
    query,
    bytes: bytesScanned,
    note: formatNote(bytesScanned, max),
  }));
  const longest = Math.max(...scans.map(({ query }) => query.length), 0);
  show(
    createPlotBundle(
      {
        title: { text: title, subtitle: `Athena charges ${USD_PER_TB} USD for each TB that it reads.` },
        width: 420,
        height: { step: 34 },
        data: { values },
        encoding: { y: { field: "query", type: "nominal", sort: null, title: null, axis: { labelLimit: 320 } } },
        layer: [
          {
            mark: { type: "bar", tooltip: true },
            encoding: { x: { field: "bytes", type: "quantitative", title: "bytes read" } },
          },
          {
            mark: { type: "text", align: "left", dx: 4 },
            encoding: { x: { field: "bytes", type: "quantitative" }, text: { field: "note" } },
          },
        ],
      },
      [
        title,
        ...values.map(
          ({ query, bytes, note }) => `${query.padEnd(longest)}  ${String(bytes).padStart(10)} bytes  ${note}`,
        ),
      ],
    ),
  );
}

function formatNote(bytes: number, max: number): string {
  if (bytes === 0) return "nothing";
  const size = bytes < 10_000 ? `${bytes} B` : `${Math.round(bytes / 1000)} KB`;
  return bytes >= max ? size : `${size}, ${(max / bytes).toFixed(max / bytes < 10 ? 1 : 0)} times less`;
}
