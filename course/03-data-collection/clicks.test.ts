import { expect } from "chai";
import { createClicks } from "../../src/collection/clicks";
import { readWindowQuery } from "../sql/read-window-query";
import { sortRows } from "../sql/window-answers";

const COLUMNS =
  "user_id, device_id, COUNT(*) AS events, MIN(client_timestamp) AS begin_session, MAX(client_timestamp) AS end_session";
const KEY = "PARTITION BY (user_id, device_id)";
const formatSession = (gap: number, key = KEY) =>
  `SESSION(TABLE clicks ${key}, DESCRIPTOR(client_timestamp), INTERVAL '${gap}' MINUTES)`;

const runQuery = (windows: string, rows: Parameters<ReturnType<typeof readWindowQuery>["computeRows"]>[0]) =>
  sortRows(
    readWindowQuery(
      `SELECT ${COLUMNS} FROM TABLE(${windows}) GROUP BY user_id, device_id, window_start, window_end`,
    ).computeRows(rows),
  );

describe("the clicks of lab 03", () => {
  for (const gap of [15, 20, 25, 30, 35, 45])
    for (const seed of [1, 2, 3])
      it(`have other sessions with any other gap, key or kind of windows: gap ${gap}, seed ${seed}`, () => {
        const clicks = createClicks({ seed, gapMinutes: gap }).map((click) => ({
          ...click,
          client_timestamp: Date.parse(`${click.client_timestamp}Z`),
        }));
        const right = runQuery(formatSession(gap), clicks);
        expect(right).to.have.length(6);
        const interval = `DESCRIPTOR(client_timestamp), INTERVAL '${gap}' MINUTES`;
        const wrong = [
          formatSession(gap - 2),
          formatSession(gap + 2),
          formatSession(gap, ""),
          formatSession(gap, "PARTITION BY user_id"),
          formatSession(gap, "PARTITION BY device_id"),
          `TUMBLE(TABLE clicks, ${interval})`,
          `HOP(TABLE clicks, ${interval}, INTERVAL '${gap * 2}' MINUTES)`,
        ];
        for (const windows of wrong) expect(runQuery(windows, clicks), windows).not.to.deep.equal(right);
      });
});
