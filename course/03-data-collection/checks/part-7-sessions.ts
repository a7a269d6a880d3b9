import { expect } from "chai";
import { createClicks, drawSessionTask } from "../../../src/collection/clicks";
import { exercise, formatHint, formatValue, it } from "../../../grader/index";
import { requireFromSolution } from "../../evidence-words";
import { findLearnerName, lookAtValues } from "../../learner-name";
import { catchProblem } from "../../sql/parse-result";
import type { Row } from "../../sql/read-expression";
import type { WindowQuery } from "../../sql/read-window-query";
import { describeWindows } from "../../sql/read-windows";
import { getWindowQuery, lookAtUnread, sortRows } from "../../sql/window-answers";
import { getQuerySeed } from "../grading/query";

/** What the rows should be, where none can be shown. */
const ROWS = "a row for each session, with user_id, device_id, events, begin_session and end_session";

exercise(
  "03-data-collection.flink-sessions",
  { points: 4, title: "7.3 Sessions of clicks" },
  ({ learner, solution }) => {
    const read = getWindowQuery(learner, "FLINK_SESSIONS");
    const query = "found" in read ? read.found : undefined;
    const unread = "problem" in read ? read.problem : undefined;
    const right = getWindowQuery(solution, "FLINK_SESSIONS");
    const expected = requireFromSolution("found" in right ? right.found : undefined);
    const { gapMinutes } = drawSessionTask(findLearnerName(learner));
    const clicks = createRows(getQuerySeed(solution), gapMinutes);

    it("ends a session after your gap", () => {
      expect(
        query && [query.kind, query.table, query.timeColumn, query.sizeMs / 60_000],
        formatHint({
          expected: `sessions with a gap of ${gapMinutes} minutes over clicks, by client_timestamp`,
          found: unread ?? (query ? describeWindows(query) : ""),
          look:
            unread === undefined
              ? ["SESSION: the table, the column with the time, and the gap", ...lookAtValues(learner, "clicks")]
              : lookAtUnread(read),
          because: unread,
        }),
      ).to.deep.equal([expected.kind, expected.table, expected.timeColumn, gapMinutes]);
    });
    it("gives each user on each device sessions of their own", () => {
      expect(
        query && [...query.keys].sort(),
        formatHint({
          expected: "the table is partitioned by the user and the device",
          found:
            unread ?? (query?.keys.length ? `it is partitioned by ${query.keys.join(", ")}` : "it isn't partitioned"),
          look: unread === undefined ? "PARTITION BY, after TABLE clicks: two columns in brackets" : lookAtUnread(read),
          because: unread,
        }),
      ).to.deep.equal([...expected.keys].sort());
    });
    it("has a row for each session", () => {
      expect(
        query && [...query.groups],
        formatHint({
          expected: "GROUP BY names the window, by its start and its end, the user and the device",
          found: unread ?? `GROUP BY ${query?.groups.join(", ") || "isn't there"}`,
          look: "GROUP BY: without one of the four, Flink doesn't know when a row is final",
          because: unread,
        }),
        // The rows of the next claim show what a further column does.
      ).to.include.members(listExpectedGroups(expected, query));
    });
    // Judged on the windows of the answer: these are other claims.
    it("counts the clicks, and has the times of the first and the last", () => {
      const rows = query ? catchProblem(() => sortRows(query.computeRows(clicks))) : unread;
      const wantedRows = query ? catchProblem(() => computeExpectedRows(query, clicks)) : [];
      const { expectedRow = wantedRows[0], foundRow } = findDifference(rows, wantedRows);
      const others = query?.groups.filter((column) => !expected.groups.includes(column)) ?? [];
      expect(
        rows,
        formatHint({
          expected: expectedRow === undefined ? ROWS : `a row is ${formatValue(expectedRow)}`,
          found:
            typeof rows === "string"
              ? rows
              : foundRow === undefined
                ? "it is missing"
                : `a row is ${formatValue(foundRow)}`,
          look:
            others.length > 0
              ? `GROUP BY: ${others.join(", ")} divides a session into several rows`
              : lookAtColumns(listWrongColumns(rows, wantedRows)),
          because: unread,
        }),
      ).to.deep.equal(wantedRows);
    });
  },
);

/** The columns of GROUP BY that the sessions of a query need: a column that PARTITION BY lacks is another claim's. */
function listExpectedGroups({ groups, keys }: WindowQuery, query: WindowQuery | undefined): readonly string[] {
  const isOfUsers = query?.kind === "SESSION" && query.keys.length > 0;
  return groups.filter((column) => !isOfUsers || !keys.includes(column) || query.keys.includes(column));
}

/** Clicks as rows of Flink's table: times are in ms. */
const createRows = (seed: number, gapMinutes: number): Row[] =>
  createClicks({ seed: (seed ^ 0x5e55) >>> 0, gapMinutes }).map((click) => ({
    ...click,
    client_timestamp: Date.parse(`${click.client_timestamp}Z`),
  }));

/** The rows that the right columns would have, with the windows of the answer. */
function computeExpectedRows({ assign }: WindowQuery, clicks: readonly Row[]): unknown[] {
  const sessions = new Map<string, Row[]>();
  for (const click of assign(clicks)) {
    const { user_id, device_id, window_start, window_end } = click;
    const key = JSON.stringify([user_id, device_id, window_start, window_end]);
    sessions.set(key, [...(sessions.get(key) ?? []), click]);
  }
  return sortRows(
    [...sessions.values()].map((session) => {
      const times = session.map(({ client_timestamp }) => Number(client_timestamp));
      return {
        user_id: session[0]?.["user_id"],
        device_id: session[0]?.["device_id"],
        events: session.length,
        begin_session: Math.min(...times),
        end_session: Math.max(...times),
      };
    }),
  );
}

const lookAtColumns = (wrong: readonly string[]): string =>
  wrong.length > 0
    ? `${wrong.join(", ")} in SELECT: the exact name, and the value that the table in the text describes`
    : "SELECT: five columns with exactly these names, three of them from a function; and no click is left out";

/** The columns whose values differ; none if all do, since then the rows are others. */
function listWrongColumns(rows: unknown[] | string | undefined, wantedRows: unknown[] | string): string[] {
  if (!Array.isArray(rows) || !Array.isArray(wantedRows) || rows.length !== wantedRows.length) return [];
  const columns = Object.keys(Object(wantedRows[0]));
  const listValues = (from: readonly unknown[], column: string): string =>
    JSON.stringify(from.map((row) => String(Object(row)[column])).sort());
  const wrong = columns.filter((column) => listValues(rows, column) !== listValues(wantedRows, column));
  return wrong.length < columns.length ? wrong : [];
}

/** The first row that is in one of the two lists only. */
function findDifference(rows: unknown[] | string | undefined, wantedRows: unknown[] | string) {
  if (!Array.isArray(rows) || !Array.isArray(wantedRows)) return {};
  const findOther = (from: readonly unknown[], others: readonly unknown[]): unknown => {
    const known = new Set(others.map((row) => JSON.stringify(row)));
    return from.find((row) => !known.has(JSON.stringify(row)));
  };
  return { expectedRow: showTimes(findOther(wantedRows, rows)), foundRow: showTimes(findOther(rows, wantedRows)) };
}

/** A row whose times are text: `2030-01-01T09:07:36`. No count is as large as a time. */
const showTimes = (row: unknown): unknown =>
  row === undefined
    ? undefined
    : Object.fromEntries(
        Object.entries(row as object).map(([name, value]) => [
          name,
          typeof value === "number" && value > LARGEST_COUNT ? new Date(value).toISOString().slice(0, 19) : value,
        ]),
      );
const LARGEST_COUNT = 1e9;
