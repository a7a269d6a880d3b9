import { onEach } from "../operators";
import { listTimes, throwWrongArguments, type Call, type MathFunction, getCommonPeriod, type Argument } from "../scope";
import { createSeries, type MathPoint, type TimeSeries, type Value, indexByTime } from "../value";

/**
 * IF(condition, whenTrue, whenFalse). Without a value of the condition, the result has none. A missing value of
 * `whenTrue` counts as 0; a missing value of `whenFalse`, or a missing argument, leaves the result without a value.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#using-IF-expressions
 */
export function evaluateIf(call: Call): Value {
  const [condition, whenTrue, whenFalse, ...others] = call.args;
  if (others.length > 0 || !isBranch(whenTrue) || (whenFalse !== undefined && !isBranch(whenFalse)))
    return throwWrongArguments(call);
  if (condition?.kind === "scalar") return chooseBranch(call, condition.value !== 0);
  if (condition?.kind !== "series") return throwWrongArguments(call);
  const branches = [whenTrue, whenFalse].filter((branch) => branch?.kind === "series");
  const periodMs = getCommonPeriod(call.scope, [condition, ...branches]);
  const [yes, no] = [createValues(whenTrue), createValues(whenFalse)];
  const label = branches[0]?.label ?? condition.label;
  return createSeries(
    { label, periodMs },
    condition.points.map(({ at, value }) => ({ at, value: value !== 0 ? (yes(at) ?? 0) : (no(at) ?? NaN) })),
  );
}

type Branch = Extract<Argument, { kind: "scalar" | "series" }>;

const isBranch = (argument: Argument | undefined): argument is Branch =>
  argument?.kind === "scalar" || argument?.kind === "series";

/** For a scalar condition, AWS documents only series as the other arguments; the chosen series is the result. */
function chooseBranch(call: Call, isTrue: boolean): TimeSeries {
  const [, whenTrue, whenFalse] = call.args;
  if (whenTrue?.kind !== "series" || (whenFalse !== undefined && whenFalse.kind !== "series"))
    return throwWrongArguments(call);
  return (isTrue ? whenTrue : whenFalse) ?? createSeries(whenTrue, []);
}

function createValues(branch: Branch | undefined): (at: number) => number | undefined {
  if (branch === undefined) return () => undefined;
  if (branch.kind === "scalar") return () => branch.value;
  const values = indexByTime(branch);
  return (at) => values.get(at);
}

/** Returns a value for a time when a series has none; undefined leaves it missing. */
type FillFunction = (
  at: number,
  around: { readonly before: MathPoint | undefined; readonly after: MathPoint | undefined },
) => number | undefined;

/**
 * FILL(series, number | series | REPEAT | LINEAR): adds values where a series has none. REPEAT takes the last value
 * before the gap, LINEAR interpolates between the values before and after it; without those values the gap stays.
 */
export function fill(call: Call): Value {
  const [of, by, ...others] = call.args;
  if (others.length > 0) return throwWrongArguments(call);
  const fillGaps = (series: TimeSeries): TimeSeries => fillSeries(series, createFiller(by, series, call), call);
  if (of?.kind === "series") return fillGaps(of);
  return of?.kind === "array" ? { kind: "array", all: of.all.map(fillGaps) } : throwWrongArguments(call);
}

function createFiller(by: Argument | undefined, series: TimeSeries, call: Call): FillFunction {
  if (by?.kind === "scalar") return () => by.value;
  if (by?.kind === "series") {
    getCommonPeriod(call.scope, [series, by]);
    const values = indexByTime(by);
    return (at) => values.get(at);
  }
  if (by?.kind === "word" && by.name === "REPEAT") return (_, { before }) => before?.value;
  return by?.kind === "word" && by.name === "LINEAR" ? fillLinearly : throwWrongArguments(call);
}

const fillLinearly: FillFunction = (at, { before, after }) =>
  before === undefined || after === undefined
    ? undefined
    : before.value + ((after.value - before.value) * (at - before.at)) / (after.at - before.at);

function fillSeries(series: TimeSeries, filler: FillFunction, { scope }: Call): TimeSeries {
  const { points } = series;
  let next = 0;
  const all = listTimes(scope, series.periodMs).flatMap((at): readonly MathPoint[] => {
    const here = points[next];
    if (here?.at === at) {
      next += 1;
      return [here];
    }
    const value = filler(at, { before: points[next - 1], after: here });
    return value === undefined ? [] : [{ at, value }];
  });
  return createSeries(series, all);
}

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
