import type { Change, Row } from "../flink/flink-session";
import { createReplaceable, show, type MimeBundle } from "./kernel-display";
import { createPlotBundle } from "./picture-bundle";
import { createTableBundle } from "./show-table";

/** How a result that changes is shown. */
export interface LiveOptions {
  readonly title?: string;
  /** How many of the newest rows to show. */
  readonly limit?: number;
  /** Stop after this many seconds of real time; the rows that have arrived stay below the cell. */
  readonly seconds?: number;
  /** Stop when the result has this many rows. */
  readonly untilRows?: number;
  /**
   * Plot these columns as well: `x` is a time or a number, `y` a number, `series` the column that is shown by color.
   */
  readonly plot?: { readonly x: string; readonly y: string; readonly series?: string };
}

/** The shortest time between two updates of the page, however fast rows arrive. */
const DRAW_EVERY_MS = 250;

/**
 * Shows a query's result below the cell as a table, and as a plot if asked, and applies each `INSERT`, `UPDATE` and
 * `DELETE` to its rows.
 *
 * It continues until the query ends, `seconds` have passed, the result has `untilRows` rows, or you interrupt the cell.
 *
 * @param changes such as `flink.query(…)` returns
 * @returns the rows as they were in the end
 */
export async function showLive(changes: AsyncIterable<Change>, options: LiveOptions = {}): Promise<Row[]> {
  const { seconds = 30, untilRows = Infinity } = options;
  const rows: Row[] = [];
  const drawing = createLiveDrawing(options);
  let end: () => void = () => undefined;
  const over = new Promise<undefined>((resolve) => {
    end = () => resolve(undefined);
  });
  const timer = setTimeout(end, seconds * 1000);
  process.once("SIGINT", end);
  const iterator = changes[Symbol.asyncIterator]();
  let drawnAt = 0;
  try {
    while (rows.length < untilRows) {
      const next = await Promise.race([iterator.next(), over]);
      if (next === undefined || next.done === true) break;
      apply(rows, next.value);
      if (Date.now() - drawnAt < DRAW_EVERY_MS) continue;
      drawing.draw(rows);
      drawnAt = Date.now();
    }
  } finally {
    clearTimeout(timer);
    process.off("SIGINT", end);
    drawing.end(rows);
    // Ends the query's job. Not awaited, since a read may be under way.
    void iterator.return?.(undefined).catch(() => undefined);
  }
  return rows;
}

/** Applies one change. A changelog without a key contains the whole row that is removed. */
export function apply(rows: Row[], { kind, row }: Change): void {
  if (kind === "INSERT" || kind === "UPDATE_AFTER") {
    rows.push(row);
    return;
  }
  const removed = JSON.stringify(row);
  const at = rows.findIndex((row) => JSON.stringify(row) === removed);
  if (at >= 0) rows.splice(at, 1);
}

interface Drawing {
  draw(rows: readonly Row[]): void;
  /** Shows the final rows; outside a notebook only these are printed. */
  end(rows: readonly Row[]): void;
}

function createLiveDrawing({ title, limit = 20, plot }: LiveOptions): Drawing {
  const [table, picture] = [createReplaceable(), plot === undefined ? undefined : createReplaceable()];
  const createTable = (rows: readonly Row[]): MimeBundle => {
    const older = Math.max(0, rows.length - limit);
    const heading = [title, older > 0 ? `the newest ${limit} of ${rows.length} rows` : ""].filter(Boolean).join(": ");
    return createTableBundle(rows.slice(-limit), { title: heading, limit });
  };
  const draw = (rows: readonly Row[]): void => {
    table?.(createTable(rows));
    if (plot !== undefined) picture?.(plotBundle(rows, plot));
  };
  return {
    draw,
    end(rows) {
      if (table === undefined) show(createTable(rows));
      else draw(rows);
    },
  };
}

function plotBundle(values: readonly Row[], { x, y, series }: NonNullable<LiveOptions["plot"]>): MimeBundle {
  const isTime = values.some((row) => typeof row[x] === "string");
  return createPlotBundle(
    {
      width: 600,
      height: 200,
      data: { values },
      mark: { type: "line", point: true, tooltip: true },
      encoding: {
        x: {
          field: x,
          type: isTime ? "temporal" : "quantitative",
          title: isTime ? `${x} (UTC)` : x,
          ...(isTime ? { scale: { type: "utc" } } : {}),
        },
        y: { field: y, type: "quantitative" },
        ...(series === undefined ? {} : { color: { field: series, type: "nominal" } }),
      },
    },
    [`${y} by ${x}: ${values.length} points`],
  );
}
