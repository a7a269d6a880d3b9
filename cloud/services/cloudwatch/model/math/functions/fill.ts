import { listTimes, getCommonPeriod, throwWrongArguments, type Argument, type Call } from "../scope";
import { indexByTime, createSeries, type MathPoint, type TimeSeries, type Value } from "../value";

/** Gives a value for a time at which a series has none; undefined leaves it missing. */
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
