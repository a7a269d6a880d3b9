import type { Row } from "./read-expression";
import { assignWindows, placeInWindows, type Windows } from "./read-windows";

/** A row of a query, with the rows of its table that it was made of. */
export interface QueryRow {
  readonly row: Row;
  readonly events: readonly Row[];
}

/** What one part of a query does with rows. */
export type Step =
  | { readonly kind: "filter"; readonly test: (row: Row) => boolean; readonly readsWindow: boolean }
  | { readonly kind: "project"; readonly project: (row: Row) => Row }
  | { readonly kind: "windows"; readonly windows: Windows }
  | { readonly kind: "group"; readonly group: (rows: readonly QueryRow[]) => readonly QueryRow[] };

/** A query, or a part of one whose rows another part reads: a table, windows over it, or a query in brackets. */
export interface Query {
  /** The table that the rows come from. */
  readonly table: string;
  readonly steps: readonly Step[];
  /** Its windows, with the table's own names of columns. */
  readonly windows?: Windows;
  /** The columns after `GROUP BY`, by the table's own names. */
  readonly groups?: readonly string[];
  /** The table's own name of a column; undefined for one that is computed. */
  readonly findOrigin: (column: string) => string | undefined;
  /** Whether a column depends on a window. */
  readonly isOfWindow: (column: string) => boolean;
}

/** What is after `FROM`. */
export interface Source {
  readonly query: Query;
  /** The name by which its columns may be qualified. */
  readonly alias: string | undefined;
}

/** The rows that the steps make of the rows of a table. */
export function runSteps(steps: readonly Step[], events: readonly Row[]): readonly QueryRow[] {
  let rows: readonly QueryRow[] = events.map((event) => ({ row: event, events: [event] }));
  for (const [index, step] of steps.entries()) rows = runStep(step, rows, steps.slice(index + 1));
  return rows;
}

function runStep(step: Step, rows: readonly QueryRow[], later: readonly Step[]): readonly QueryRow[] {
  if (step.kind === "filter") return rows.filter(({ row }) => step.test(row));
  if (step.kind === "project") return rows.map(({ row, events }) => ({ row: step.project(row), events }));
  return step.kind === "group" ? step.group(rows) : addWindows(step.windows, rows, listEarlyTests(later));
}

/** The conditions above windows that don't read these. Flink, too, leaves out events first: also those without which a session falls apart. */
function listEarlyTests(steps: readonly Step[]): ((row: Row) => boolean)[] {
  const tests: ((row: Row) => boolean)[] = [];
  let select = (row: Row): Row => row;
  for (const step of steps) {
    if (step.kind === "group") break;
    const before = select;
    if (step.kind === "project") select = (row) => step.project(before(row));
    if (step.kind === "filter" && !step.readsWindow) tests.push((row) => step.test(before(row)));
  }
  return tests;
}

function addWindows(
  windows: Windows,
  rows: readonly QueryRow[],
  tests: readonly ((row: Row) => boolean)[],
): readonly QueryRow[] {
  const eventsByRow = new Map(rows.map(({ row, events }) => [row, events]));
  const taken = placeInWindows(windows, [...eventsByRow.keys()])
    .filter(({ event, ...bounds }) => tests.every((test) => test(assignWindows(event, bounds))))
    .map(({ event }) => event);
  return placeInWindows(windows, [...new Set(taken)]).map(({ event, ...bounds }) => ({
    row: assignWindows(event, bounds),
    events: eventsByRow.get(event) ?? [],
  }));
}
