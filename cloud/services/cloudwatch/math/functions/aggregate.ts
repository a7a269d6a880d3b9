import { commonPeriod, wrongArguments, type MathFunction } from "../scope";
import { byTime, madeOf, scalar, timesOf } from "../value";

/** What some values come to. @param of how many series they were taken from, or how many values there are of one series */
type Reduce = (values: readonly number[], of: number) => number;

const sum: Reduce = (values) => values.reduce((total, value) => total + value, 0);
const average: Reduce = (values, of) => sum(values, of) / of;
/** Not by spreading: a series may have more values than a call takes. */
const least: Reduce = (values) =>
  values.reduce((low, value) => Math.min(low, value), values.length === 0 ? NaN : Infinity);
const most: Reduce = (values) =>
  values.reduce((high, value) => Math.max(high, value), values.length === 0 ? NaN : -Infinity);

/** Of the whole population; AWS does not say which of the two it means. */
const deviation: Reduce = (values) => {
  const mean = average(values, values.length);
  return Math.sqrt(
    sum(
      values.map((value) => (value - mean) ** 2),
      0,
    ) / values.length,
  );
};

/** One series becomes a number; an array becomes one series, time by time. */
const ofSome =
  (reduce: Reduce): MathFunction =>
  (call) => {
    const [one, ...others] = call.args;
    if (one === undefined || others.length > 0) return wrongArguments(call);
    if (one.kind === "series")
      return scalar(
        reduce(
          one.points.map(({ value }) => value),
          one.points.length,
        ),
      );
    if (one.kind !== "array") return wrongArguments(call);
    const all = one.all.map(byTime);
    const periodMs = commonPeriod(call.scope, one.all);
    return madeOf(
      { label: "", periodMs },
      timesOf(one.all).map((at) => ({
        at,
        value: reduce(
          all.flatMap((values) => values.get(at) ?? []),
          all.length,
        ),
      })),
    );
  };

/** How series are ordered, and what they come to. */
export const REDUCTIONS: Readonly<Record<string, Reduce>> = { AVG: average, MIN: least, MAX: most, SUM: sum };

/**
 * Functions that make one of many. Missing values are 0 to AVG, as AWS has it, and left out of the rest; a sum is the same either way.
 */
export const aggregate = {
  AVG: ofSome(average),
  MIN: ofSome(least),
  MAX: ofSome(most),
  SUM: ofSome(sum),
  STDDEV: ofSome(deviation),
  DATAPOINT_COUNT: ofSome((values) => values.length),
} satisfies Readonly<Record<string, MathFunction>>;
