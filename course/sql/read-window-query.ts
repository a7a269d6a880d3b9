import { runSteps } from "./query-steps";
import type { Row } from "./read-expression";
import { readQuery } from "./read-query";
import { SqlParseError } from "./read-sql";
import { assignWindows, placeInWindows, type Windows } from "./read-windows";

/** A parsed query over windows: `SELECT … FROM TABLE(TUMBLE(…)) WHERE … GROUP BY … HAVING …`, in the SQL of Flink. */
export interface WindowQuery extends Windows {
  readonly groups: readonly string[];
  /** The events with the bounds of their window, in ms. Of sliding windows, each event has several. */
  readonly assign: (events: readonly Row[]) => readonly Row[];
  /** The events in its rows: those that `WHERE` takes, in the groups that `HAVING` takes. */
  readonly selectEvents: (events: readonly Row[]) => readonly Row[];
  /** The rows that it makes of events. Times are in ms. */
  readonly computeRows: (events: readonly Row[]) => readonly Row[];
}

/** @throws SqlParseError if the query cannot be parsed, or Flink would refuse it */
export function readWindowQuery(sql: string): WindowQuery {
  const { steps, table, windows, groups = [] } = readQuery(sql);
  if (windows === undefined) throw new SqlParseError(`TABLE is expected where ${table} stands`, table);
  return {
    ...windows,
    groups,
    assign: (events) => placeInWindows(windows, events).map(({ event, ...bounds }) => assignWindows(event, bounds)),
    selectEvents: (events) => runSteps(steps, events).flatMap((result) => result.events),
    computeRows: (events) => runSteps(steps, events).map(({ row }) => row),
  };
}
