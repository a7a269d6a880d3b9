import type { MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import { expect } from "chai";
import { createRandom, type Random } from "../../../../../foundation/random";
import { START, useCloud } from "../../../../testing/use-cloud";

const MINUTES = 6;
const MINUTE_MS = 60_000;

/** Values minute by minute; NaN where there is no value. */
type Row = readonly number[];

/** An expression with its expected value, which the test computes without the code under test. */
interface GeneratedExpression {
  readonly text: string;
  readonly row: Row;
}

const combineRows = (rows: readonly Row[], combine: (...values: number[]) => number): Row =>
  Array.from({ length: MINUTES }, (_, minute) => {
    const values = rows.map((row) => row[minute] ?? NaN);
    const value = values.every(Number.isNaN) ? NaN : combine(...values);
    return Number.isFinite(value) ? value : NaN;
  });
const listKnown = (row: Row): readonly number[] => row.filter((value) => !Number.isNaN(value));
const toNumberOrZero = (value: number): number => (Number.isNaN(value) ? 0 : value);
const pickAny = <T>(random: Random, from: readonly [T, ...T[]]): T => from[random.drawBelow(from.length)] ?? from[0];

const OPERATORS: Readonly<Record<string, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "<": (a, b) => Number(a < b),
  ">=": (a, b) => Number(a >= b),
  "==": (a, b) => Number(a === b),
  "!=": (a, b) => Number(a !== b),
  AND: (a, b) => Number(a !== 0 && b !== 0),
  "||": (a, b) => Number(a !== 0 || b !== 0),
};

function createExpression(random: Random, metrics: Readonly<Record<string, Row>>, depth: number): GeneratedExpression {
  if (depth === 0) {
    const name = pickAny(random, Object.keys(metrics) as [string, ...string[]]);
    return { text: name, row: metrics[name] ?? [] };
  }
  const a = createExpression(random, metrics, depth - 1);
  const b = createExpression(random, metrics, random.drawBelow(depth));
  switch (random.drawBelow(8)) {
    case 0:
      return {
        text: `IF(${a.text}, ${b.text})`,
        row: a.row.map((value, minute) =>
          Number.isNaN(value) || value === 0 ? NaN : toNumberOrZero(b.row[minute] ?? NaN),
        ),
      };
    case 1:
      return {
        text: `FILL(${a.text}, REPEAT)`,
        row: a.row.map((_, minute) => listKnown(a.row.slice(0, minute + 1)).at(-1) ?? NaN),
      };
    case 2:
      return {
        text: `FILL(${a.text},${b.text})`,
        row: a.row.map((value, minute) => (Number.isNaN(value) ? (b.row[minute] ?? NaN) : value)),
      };
    case 3:
      return {
        text: `MAX([${a.text}, ${b.text}])`,
        row: combineRows([a.row, b.row], (x, y) => Math.max(...listKnown([x, y]))),
      };
    case 4:
      return {
        text: `-RUNNING_SUM( ${a.text} )`,
        row: a.row.map((value, minute) =>
          Number.isNaN(value) ? NaN : -listKnown(a.row.slice(0, minute + 1)).reduce((sum, item) => sum + item, 0),
        ),
      };
    case 5: {
      const min = Math.min(...listKnown(a.row));
      return {
        text: `(${b.text} - MIN(${a.text}))`,
        row: b.row.map((value) => (Number.isFinite(min) ? value - min : NaN)),
      };
    }
    default: {
      const operator = pickAny(random, Object.keys(OPERATORS) as [string, ...string[]]);
      const apply = OPERATORS[operator] ?? ((): number => NaN);
      if (random.drawBelow(3) > 0)
        return {
          text: `(${a.text} ${operator} ${b.text})`,
          row: combineRows([a.row, b.row], (x, y) => apply(toNumberOrZero(x), toNumberOrZero(y))),
        };
      const number = random.drawBelow(9);
      return {
        text: `(${number}${operator === "AND" ? " AND " : operator}${a.text})`,
        row: combineRows([a.row], (value) => apply(number, value)),
      };
    }
  }
}

describe("CloudWatch metric math with random expressions", () => {
  const cloud = useCloud();

  it("agrees with plain arithmetic per minute, for 400 expressions", async () => {
    const random = createRandom("metric math");
    const metrics = Object.fromEntries(
      ["m1", "m2", "m3"].map((name): [string, Row] => [
        name,
        Array.from({ length: MINUTES }, () => (random.drawBelow(3) === 0 ? NaN : random.drawBelow(7) - 2)),
      ]),
    );
    const from = Date.parse(START);
    const MetricData = Object.entries(metrics).flatMap(([MetricName, row]) =>
      row.flatMap((Value, minute) =>
        Number.isNaN(Value) ? [] : [{ MetricName, Value, Timestamp: new Date(from + minute * MINUTE_MS) }],
      ),
    );
    await cloud.cloudwatch.putMetricData({ Namespace: "Lab", MetricData });
    const all = Array.from({ length: 400 }, (_, turn) => createExpression(random, metrics, 1 + (turn % 4)));
    const queries: MetricDataQuery[] = [
      ...Object.keys(metrics).map((name) => ({
        Id: name,
        MetricStat: { Metric: { Namespace: "Lab", MetricName: name }, Period: 60, Stat: "Sum" },
        ReturnData: false,
      })),
      ...all.map(({ text }, index) => ({ Id: `e${index}`, Expression: text })),
    ];
    const { MetricDataResults = [] } = await cloud.cloudwatch.getMetricData({
      MetricDataQueries: queries,
      StartTime: new Date(from),
      EndTime: new Date(from + MINUTES * MINUTE_MS),
    });
    let some = 0;
    for (const [index, { text, row }] of all.entries()) {
      const { Timestamps = [], Values = [] } = MetricDataResults[index] ?? {};
      const found = new Map(
        Timestamps.map((time, timestamp) => [(time.getTime() - from) / MINUTE_MS, Values[timestamp] ?? NaN]),
      );
      for (const [minute, expected] of row.entries())
        expect(found.get(minute) ?? NaN, `${text}, minute ${minute}`).to.satisfy(
          (value: number) =>
            Object.is(value + 0, expected + 0) || Math.abs(value - expected) < 1e-9 * Math.max(1, Math.abs(expected)),
        );
      if (new Set(listKnown(row)).size > 1) some += 1;
    }
    expect(some).to.be.greaterThan(150);
  });
});
