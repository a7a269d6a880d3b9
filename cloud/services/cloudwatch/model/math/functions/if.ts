import { getCommonPeriod, throwWrongArguments, type Argument, type Call } from "../scope";
import { indexByTime, createSeries, type TimeSeries, type Value } from "../value";

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
