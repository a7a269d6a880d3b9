import { onEach } from "../operators";
import { allTimes, wrongArguments, type Call, type MathFunction } from "../scope";
import { madeOf, type MathPoint, type TimeSeries, type Value } from "../value";

/** A function of one series, or of each series of an array. */
const ofEach =
  (change: (series: TimeSeries, call: Call) => TimeSeries): MathFunction =>
  (call) => {
    const [one, ...others] = call.args;
    if (one === undefined || others.length > 0) return wrongArguments(call);
    if (one.kind === "series") return change(one, call);
    return one.kind === "array"
      ? { kind: "array", all: one.all.map((series) => change(series, call)) }
      : wrongArguments(call);
  };

const ofValues = (change: (value: number) => number): MathFunction => ofEach((series) => onEach(series, change));

/** A function of each point and the one before it; the first point has no result. */
const ofNeighbours = (change: (point: MathPoint, before: MathPoint) => number): MathFunction =>
  ofEach((series) =>
    madeOf(
      series,
      series.points.flatMap((point, index) => {
        const before = series.points[index - 1];
        return before === undefined ? [] : [{ at: point.at, value: change(point, before) }];
      }),
    ),
  );

const seconds = (point: MathPoint, before: MathPoint): number => (point.at - before.at) / 1000;

function runningSum(series: TimeSeries): TimeSeries {
  let sum = 0;
  return onEach(series, (value) => (sum += value));
}

/**
 * A function of the time: it has a value for every period of the requested time range, even where the series has none.
 * Times are UTC.
 */
const ofTimes =
  (read: (time: Date) => number): MathFunction =>
  (call): Value => {
    const [one, ...others] = call.args;
    if (one?.kind !== "series" || others.length > 0) return wrongArguments(call);
    return madeOf(
      one,
      allTimes(call.scope, one.periodMs).map((at) => ({ at, value: read(new Date(at)) })),
    );
  };

/** Functions whose result for a series depends on that series only. */
export const pointwise = {
  ABS: ofValues(Math.abs),
  CEIL: ofValues(Math.ceil),
  FLOOR: ofValues(Math.floor),
  LOG: ofValues(Math.log),
  LOG10: ofValues(Math.log10),
  RUNNING_SUM: ofEach(runningSum),
  DIFF: ofNeighbours(({ value }, before) => value - before.value),
  DIFF_TIME: ofNeighbours(seconds),
  RATE: ofNeighbours((point, before) => (point.value - before.value) / seconds(point, before)),
  MINUTE: ofTimes((time) => time.getUTCMinutes()),
  HOUR: ofTimes((time) => time.getUTCHours()),
  /** 1 is Monday, 7 is Sunday. */
  DAY: ofTimes((time) => time.getUTCDay() || 7),
  DATE: ofTimes((time) => time.getUTCDate()),
  MONTH: ofTimes((time) => time.getUTCMonth() + 1),
  YEAR: ofTimes((time) => time.getUTCFullYear()),
  EPOCH: ofTimes((time) => time.getTime() / 1000),
} satisfies Readonly<Record<string, MathFunction>>;
