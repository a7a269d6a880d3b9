import { getCommonPeriod, throwWrongArguments, type MathFunction } from "../scope";
import { indexByTime, createSeries, createScalar, listTimes } from "../value";

/** Reduces values to one. @param of the number of series that the values come from, or the number of values in one series */
type Reduce = (values: readonly number[], of: number) => number;

const sum: Reduce = (values) => values.reduce((total, value) => total + value, 0);
const averageValues: Reduce = (values, of) => sum(values, of) / of;
/** Not `Math.min(...values)`: a series may have more values than a call takes arguments. */
const findLeast: Reduce = (values) =>
  values.reduce((low, value) => Math.min(low, value), values.length === 0 ? NaN : Infinity);
const findGreatest: Reduce = (values) =>
  values.reduce((high, value) => Math.max(high, value), values.length === 0 ? NaN : -Infinity);

/** The standard deviation of a population; AWS does not document whether it means that or the deviation of a sample. */
const computeDeviation: Reduce = (values) => {
  const mean = averageValues(values, values.length);
  return Math.sqrt(
    sum(
      values.map((value) => (value - mean) ** 2),
      0,
    ) / values.length,
  );
};

/** Reduces one series to a number, and an array to one series, time by time. */
const createReducer =
  (reduce: Reduce): MathFunction =>
  (call) => {
    const [first, ...others] = call.args;
    if (first === undefined || others.length > 0) return throwWrongArguments(call);
    if (first.kind === "series")
      return createScalar(
        reduce(
          first.points.map(({ value }) => value),
          first.points.length,
        ),
      );
    if (first.kind !== "array") return throwWrongArguments(call);
    const all = first.all.map(indexByTime);
    const periodMs = getCommonPeriod(call.scope, first.all);
    return createSeries(
      { label: "", periodMs },
      listTimes(first.all).map((at) => ({
        at,
        value: reduce(
          all.flatMap((values) => values.get(at) ?? []),
          all.length,
        ),
      })),
    );
  };

/** The functions that SORT can order series by. */
export const REDUCTIONS: Readonly<Record<string, Reduce>> = {
  AVG: averageValues,
  MIN: findLeast,
  MAX: findGreatest,
  SUM: sum,
};

/**
 * Functions that reduce several values to one. AVG counts missing values as 0, as on AWS; the others leave them out,
 * which for SUM is the same.
 */
export const aggregate = {
  AVG: createReducer(averageValues),
  MIN: createReducer(findLeast),
  MAX: createReducer(findGreatest),
  SUM: createReducer(sum),
  STDDEV: createReducer(computeDeviation),
  DATAPOINT_COUNT: createReducer((values) => values.length),
} satisfies Readonly<Record<string, MathFunction>>;
