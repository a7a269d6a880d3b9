import { createInvalidExpressionFault } from "../faults";
import { type Operator, getCommonPeriod, type Scope } from "./scope";
import { indexByTime, createSeries, createScalar, listTimes, type TimeSeries, type Value } from "./value";

const isSo =
  (holds: (a: number, b: number) => boolean) =>
  (a: number, b: number): number =>
    Number.isNaN(a) || Number.isNaN(b) ? NaN : Number(holds(a, b));

const ON_NUMBERS: Readonly<Record<Operator, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "^": (a, b) => a ** b,
  "==": isSo((a, b) => a === b),
  "!=": isSo((a, b) => a !== b),
  "<": isSo((a, b) => a < b),
  "<=": isSo((a, b) => a <= b),
  ">": isSo((a, b) => a > b),
  ">=": isSo((a, b) => a >= b),
  AND: isSo((a, b) => a !== 0 && b !== 0),
  OR: isSo((a, b) => a !== 0 || b !== 0),
};

/**
 * Applies an operator to two values. Where only one of two series has a value, the missing value counts as 0.
 * Comparisons result in 1 or 0.
 *
 * @throws AwsFault ValidationError for two arrays, which AWS does not document as operands
 */
export function operate(operator: Operator, [left, right]: readonly [Value, Value], scope: Scope): Value {
  const compute = ON_NUMBERS[operator];
  if (left.kind === "scalar" && right.kind === "scalar") return createScalar(compute(left.value, right.value));
  if (left.kind === "array" && right.kind === "array")
    throw createInvalidExpressionFault(scope.id, `The operator ${operator} does not take two arrays of time series`);
  if (left.kind === "array")
    return { kind: "array", all: left.all.flatMap((series) => listSeries(operate(operator, [series, right], scope))) };
  if (right.kind === "array")
    return { kind: "array", all: right.all.flatMap((series) => listSeries(operate(operator, [left, series], scope))) };
  if (left.kind === "scalar")
    return right.kind === "scalar" ? createScalar(NaN) : onEach(right, (value) => compute(left.value, value));
  if (right.kind === "scalar") return onEach(left, (value) => compute(value, right.value));
  const [ofLeft, ofRight] = [indexByTime(left), indexByTime(right)];
  const points = listTimes([left, right]).map((at) => ({
    at,
    value: compute(ofLeft.get(at) ?? 0, ofRight.get(at) ?? 0),
  }));
  return createSeries({ label: left.label, periodMs: getCommonPeriod(scope, [left, right]) }, points);
}

/** The series with a function applied to each value. */
export const onEach = (series: TimeSeries, change: (value: number) => number): TimeSeries =>
  createSeries(
    series,
    series.points.map(({ at, value }) => ({ at, value: change(value) })),
  );

/** The series of a value; none for a scalar. */
export function listSeries(value: Value): readonly TimeSeries[] {
  if (value.kind === "scalar") return [];
  return value.kind === "series" ? [value] : value.all;
}
