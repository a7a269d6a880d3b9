import { onEach } from "../operators";
import { listTimes, throwWrongArguments, type Call, type MathFunction } from "../scope";
import { createSeries, type MathPoint, type TimeSeries, type Value } from "../value";

/** A function of one series, or of each series of an array. */
const createSeriesFunction =
  (change: (series: TimeSeries, call: Call) => TimeSeries): MathFunction =>
  (call) => {
    const [first, ...others] = call.args;
    if (first === undefined || others.length > 0) return throwWrongArguments(call);
    if (first.kind === "series") return change(first, call);
    return first.kind === "array"
      ? { kind: "array", all: first.all.map((series) => change(series, call)) }
      : throwWrongArguments(call);
  };

const createValueFunction = (change: (value: number) => number): MathFunction =>
  createSeriesFunction((series) => onEach(series, change));

/** A function of each point and the one before it; the first point has no result. */
const createNeighborFunction = (change: (point: MathPoint, before: MathPoint) => number): MathFunction =>
  createSeriesFunction((series) =>
    createSeries(
      series,
      series.points.flatMap((point, index) => {
        const before = series.points[index - 1];
        return before === undefined ? [] : [{ at: point.at, value: change(point, before) }];
      }),
    ),
  );

const getSeconds = (point: MathPoint, before: MathPoint): number => (point.at - before.at) / 1000;

function computeRunningSum(series: TimeSeries): TimeSeries {
  let sum = 0;
  return onEach(series, (value) => (sum += value));
}

/**
 * A function of the time: it has a value for every period of the requested time range, even where the series has none.
 * Times are UTC.
 */
const createTimeFunction =
  (read: (time: Date) => number): MathFunction =>
  (call): Value => {
    const [first, ...others] = call.args;
    if (first?.kind !== "series" || others.length > 0) return throwWrongArguments(call);
    return createSeries(
      first,
      listTimes(call.scope, first.periodMs).map((at) => ({ at, value: read(new Date(at)) })),
    );
  };

/** Functions whose result for a series depends on that series only. */
export const pointwise = {
  ABS: createValueFunction(Math.abs),
  CEIL: createValueFunction(Math.ceil),
  FLOOR: createValueFunction(Math.floor),
  LOG: createValueFunction(Math.log),
  LOG10: createValueFunction(Math.log10),
  RUNNING_SUM: createSeriesFunction(computeRunningSum),
  DIFF: createNeighborFunction(({ value }, before) => value - before.value),
  DIFF_TIME: createNeighborFunction(getSeconds),
  RATE: createNeighborFunction((point, before) => (point.value - before.value) / getSeconds(point, before)),
  MINUTE: createTimeFunction((time) => time.getUTCMinutes()),
  HOUR: createTimeFunction((time) => time.getUTCHours()),
  /** 1 is Monday, 7 is Sunday. */
  DAY: createTimeFunction((time) => time.getUTCDay() || 7),
  DATE: createTimeFunction((time) => time.getUTCDate()),
  MONTH: createTimeFunction((time) => time.getUTCMonth() + 1),
  YEAR: createTimeFunction((time) => time.getUTCFullYear()),
  EPOCH: createTimeFunction((time) => time.getTime() / 1000),
} satisfies Readonly<Record<string, MathFunction>>;
