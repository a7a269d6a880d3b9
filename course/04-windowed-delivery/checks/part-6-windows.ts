import { expect } from "chai";
import { exercise, formatHint, formatValue, it } from "../../../grader/index";
import { closingEvent, metricEvents } from "../../../src/generators/metric-events";
import { drawWindowTask } from "../../../src/metrics/window-task";
import { findStudent } from "../grading/student";
import { requireFromSolution } from "../../evidence-words";
import { lookAtValues } from "../../learner-name";
import { catchProblem } from "../../sql/parse-result";
import type { Row } from "../../sql/read-expression";
import type { WindowQuery } from "../../sql/read-window-query";
import { describeWindows } from "../../sql/read-windows";
import { getWindowQuery, lookAtUnread, sortRows } from "../../sql/window-answers";

const TITLE = "6.5 Windows of your own size";
/** What the rows should be, where none can be shown. */
const ROWS = "a row for each service in each window, with componentName, window_start, events and highest";
const MINUTE_MS = 60_000;

exercise("04-windowed-delivery.flink-windows", { points: 4, title: TITLE }, ({ learner, solution }) => {
  const read = getWindowQuery(learner, "FLINK_WINDOWS");
  const query = "found" in read ? read.found : undefined;
  const unread = "problem" in read ? read.problem : undefined;
  const right = getWindowQuery(solution, "FLINK_WINDOWS");
  const expected = requireFromSolution("found" in right ? right.found : undefined);
  const { minutes, metricName } = drawWindowTask(findStudent(learner));
  const task = lookAtValues(learner, "window-task");
  const events = createEvents();

  it("reads the events in tumbling windows of your size", () => {
    expect(
      query && [query.kind, query.table, query.timeColumn, query.sizeMs / MINUTE_MS],
      formatHint({
        expected: `tumbling windows of ${minutes} minutes over the table metric_events, by its column timestamp`,
        found: unread ?? (query ? describeSize(query) : ""),
        look: unread === undefined ? ["TUMBLE: its three parts", ...task] : lookAtUnread(read),
        because: unread,
      }),
    ).to.deep.equal([expected.kind, expected.table, expected.timeColumn, minutes]);
  });
  it("takes your metric, and no other", () => {
    const taken = query ? catchProblem(() => listTakenMetrics(query, events)) : unread;
    expect(
      taken,
      formatHint({
        expected: `events of ${metricName} are counted, and no others`,
        found: typeof taken === "string" ? taken : `the metrics that are counted are ${taken?.join(", ") || "none"}`,
        look: ["WHERE: metricName is your metric, and no other", ...task],
        because: unread,
      }),
    ).to.deep.equal([metricName]);
  });
  it("has a row for each service in each window", () => {
    expect(
      query && [...query.groups].sort(),
      formatHint({
        expected: "GROUP BY names the window, by its start and its end, and the service",
        found: unread ?? `GROUP BY ${query?.groups.join(", ") || "isn't there"}`,
        look: "GROUP BY: the statement of 6.1 has more of it",
        because: unread,
      }),
      // A further column, such as the metric's name, may have only one value: the rows of the next claim show it.
    ).to.include.members([...expected.groups]);
  });
  // Judged on the windows and the metric of the answer: these are other claims.
  it("counts the events, and finds the highest value", () => {
    const rows = query ? catchProblem(() => computeSortedRows(query, events)) : unread;
    const wantedRows = query ? catchProblem(() => computeExpectedRows(query, events)) : [];
    const { expectedRow, foundRow } = findFirstDifference(wantedRows, rows);
    expect(
      rows,
      formatHint({
        expected: unread === undefined ? `${expectedRow}, with times in ms` : ROWS,
        found: typeof rows === "string" ? rows : foundRow,
        look: "SELECT: four columns with exactly these names. `events` counts all events of a window, and `highest` is the largest value",
        because: unread,
      }),
    ).to.deep.equal(wantedRows);
  });
});

/** The windows of a query, with their size in seconds if it is no whole number of minutes. */
function describeSize(query: WindowQuery): string {
  const text = describeWindows(query);
  return query.sizeMs % MINUTE_MS === 0 ? text : text.replace(/[\d.]+ minutes/, `${query.sizeMs / 1000} seconds`);
}

/** The first row that differs, as it should be and as it is. */
function findFirstDifference(wantedRows: unknown[] | string, rows: unknown[] | string = []) {
  const listed = Array.isArray(wantedRows) ? wantedRows : [];
  const at = listed.findIndex((row, n) => JSON.stringify(row) !== JSON.stringify(rows[n]));
  const name = at > 0 ? "a row" : "the first row";
  const describe = (row: unknown): string => `${name} is ${formatValue(row)}`;
  return { expectedRow: describe(listed[Math.max(at, 0)]), foundRow: describe(rows[Math.max(at, 0)]) };
}

/** Half an hour of events of both services and metrics, and the tick after them, as rows of Flink's table. */
function createEvents(): Row[] {
  const events = metricEvents({ seed: 604, count: 240, from: new Date("2030-01-01T12:00:00Z"), meanGapMs: 7_500 });
  // Some values come twice in a window, so that a count of different values is another one.
  const again = events.slice(-8);
  return [...events, ...again, closingEvent(new Date("2030-01-01T13:30:00Z"))].map((event) => ({
    ...event,
    timestamp: new Date(event.timestamp).getTime(),
  }));
}

function listTakenMetrics({ selectEvents }: WindowQuery, events: readonly Row[]): unknown[] {
  const taken = selectEvents(events);
  const metrics = new Set(taken.map(({ metricName }) => metricName));
  const isComplete = taken.length === events.filter(({ metricName }) => metrics.has(metricName)).length;
  return [...metrics, ...(isComplete ? [] : ["but not all of their events"])];
}

const computeSortedRows = ({ computeRows }: WindowQuery, events: readonly Row[]): unknown[] =>
  sortRows(computeRows(events));

/** The rows that the right columns would have, with the windows and the condition of the answer. */
function computeExpectedRows({ sizeMs, selectEvents }: WindowQuery, events: readonly Row[]): unknown[] {
  const rows = new Map<string, { componentName: unknown; window_start: number; events: number; highest: number }>();
  for (const event of selectEvents(events)) {
    const start = Math.floor(Number(event["timestamp"]) / sizeMs) * sizeMs;
    const key = `${event["componentName"]} ${start}`;
    const row = rows.get(key) ?? {
      componentName: event["componentName"],
      window_start: start,
      events: 0,
      highest: -Infinity,
    };
    rows.set(key, { ...row, events: row.events + 1, highest: Math.max(row.highest, Number(event["value"])) });
  }
  return sortRows([...rows.values()]);
}
