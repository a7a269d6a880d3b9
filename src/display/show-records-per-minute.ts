import { show } from "./kernel-display";
import { createPlotBundle } from "./picture-bundle";

/** How many records of one series fell into one minute. */
export interface MinuteCount {
  /** The beginning of the minute, ISO 8601, UTC. */
  readonly minute: string;
  readonly series: string;
  readonly records: number;
}

/** A record to count. */
export interface TimedRecord {
  /** The record's time: a date, ISO 8601 text, or milliseconds since 1970. */
  readonly at: Date | string | number;
  /** The name of the record's series; each has a color. */
  readonly series: string;
}

const MINUTE_MS = 60_000;
/** A day: more bars would be too narrow to see. */
const MAX_MINUTES = 1440;

/**
 * Counts records for each minute, also for minutes without records between the first and the last.
 *
 * @throws RangeError if an item has no valid time
 */
export function countPerMinute(items: readonly TimedRecord[]): MinuteCount[] {
  const counts = new Map<string, Map<number, number>>();
  for (const { at, series } of items) {
    const minute = Math.floor(new Date(at).getTime() / MINUTE_MS);
    if (Number.isNaN(minute)) throw new RangeError(`This is not a time: ${JSON.stringify(at)}`);
    const seriesCounts = counts.get(series) ?? new Map<number, number>();
    counts.set(series, seriesCounts.set(minute, (seriesCounts.get(minute) ?? 0) + 1));
  }
  const minutes = [...counts.values()].flatMap((seriesCounts) => [...seriesCounts.keys()]).sort((a, b) => a - b);
  const last = minutes.at(-1) ?? 0;
  const first = Math.max(minutes[0] ?? 1, last - MAX_MINUTES + 1);
  const all = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([series, seriesCounts]) =>
      all.map((minute) => ({
        minute: new Date(minute * MINUTE_MS).toISOString(),
        series,
        records: seriesCounts.get(minute) ?? 0,
      })),
    );
}

/** Plots how many records came in each minute, as stacked bars with a color for each series. */
export function showRecordsPerMinute(
  items: readonly TimedRecord[],
  { title = "Records per minute" }: { title?: string } = {},
): void {
  const values = countPerMinute(items);
  show(
    createPlotBundle(
      {
        title,
        width: Math.min(new Set(values.map(({ minute }) => minute)).size * 60, 600),
        height: 200,
        data: { values },
        mark: { type: "bar", tooltip: true },
        encoding: {
          x: {
            field: "minute",
            type: "ordinal",
            title: "minute (UTC)",
            axis: { labelExpr: "slice(datum.value, 11, 16)", labelAngle: 0, labelOverlap: true },
          },
          y: { field: "records", type: "quantitative", title: "records", axis: { tickMinStep: 1 } },
          color: { field: "series", type: "nominal", title: null },
        },
      },
      [
        title,
        ...values.map(
          ({ minute, series, records }) =>
            `${minute.slice(0, 16).replace("T", " ")}  ${series}  ${"#".repeat(Math.min(records, 60))} ${records}`,
        ),
      ],
    ),
  );
}
