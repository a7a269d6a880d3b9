import { commonPeriod, wrongArguments, type Argument, type Call } from "../scope";
import { byTime, madeOf, type TimeSeries, type Value } from "../value";

/**
 * IF(condition, whenTrue, whenFalse). Where the condition has no value there is none. What is missing of `whenTrue` is 0, what is missing
 * of `whenFalse` is left out, and so is all of it if it is not given.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#using-IF-expressions
 */
export function when(call: Call): Value {
  const [condition, whenTrue, whenFalse, ...others] = call.args;
  if (others.length > 0 || !isBranch(whenTrue) || (whenFalse !== undefined && !isBranch(whenFalse)))
    return wrongArguments(call);
  if (condition?.kind === "scalar") return chosen(call, condition.value !== 0);
  if (condition?.kind !== "series") return wrongArguments(call);
  const branches = [whenTrue, whenFalse].filter((one) => one?.kind === "series");
  const periodMs = commonPeriod(call.scope, [condition, ...branches]);
  const [yes, no] = [valuesOf(whenTrue), valuesOf(whenFalse)];
  const label = branches[0]?.label ?? condition.label;
  return madeOf(
    { label, periodMs },
    condition.points.map(({ at, value }) => ({ at, value: value !== 0 ? (yes(at) ?? 0) : (no(at) ?? NaN) })),
  );
}

type Branch = Extract<Argument, { kind: "scalar" | "series" }>;

const isBranch = (argument: Argument | undefined): argument is Branch =>
  argument?.kind === "scalar" || argument?.kind === "series";

/** AWS lists a scalar condition with series only, of which one is taken whole. */
function chosen(call: Call, isTrue: boolean): TimeSeries {
  const [, whenTrue, whenFalse] = call.args;
  if (whenTrue?.kind !== "series" || (whenFalse !== undefined && whenFalse.kind !== "series"))
    return wrongArguments(call);
  return (isTrue ? whenTrue : whenFalse) ?? madeOf(whenTrue, []);
}

function valuesOf(branch: Branch | undefined): (at: number) => number | undefined {
  if (branch === undefined) return () => undefined;
  if (branch.kind === "scalar") return () => branch.value;
  const values = byTime(branch);
  return (at) => values.get(at);
}
