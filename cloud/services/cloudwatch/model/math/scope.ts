import { createInvalidExpressionFault } from "../faults";
import type { TimeSeries, Value } from "./value";

export type Operator = "+" | "-" | "*" | "/" | "^" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "AND" | "OR";

/** A parsed math expression. */
export type Expression =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "text"; readonly value: string }
  /** The Id of another query. */
  | { readonly kind: "id"; readonly name: string }
  /** A word in capital letters that isn't a function call: REPEAT, DESC, the AVG of a SORT. */
  | { readonly kind: "word"; readonly name: string }
  | { readonly kind: "negative"; readonly of: Expression }
  | { readonly kind: "operation"; readonly operator: Operator; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "list"; readonly of: readonly Expression[] }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] };

/** The time range and the metrics for computing an expression. */
export interface Scope {
  /** The Id of the expression's query. */
  readonly id: string;
  /** The requested time range in ms since the epoch: from `fromMs` up to, but not including, `toMs`. */
  readonly fromMs: number;
  readonly toMs: number;
  /**
   * The period of a series that is made from no other series. Undefined if neither the query nor a metric has a period.
   */
  readonly periodMs: number | undefined;
  /** The metrics of the request by their Ids, in the order of the request. */
  readonly metrics: ReadonlyMap<string, TimeSeries>;
  /** The values by Id of metrics, and of expressions that are already computed. */
  readonly values: ReadonlyMap<string, Value>;
  /** The budget that all expressions of the request share. */
  readonly budget: Budget;
}

/** An argument of a function: a value, a string, or a word such as REPEAT. */
export type Argument =
  | Value
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "word"; readonly name: string };

export interface Call {
  readonly name: string;
  readonly args: readonly Argument[];
  readonly scope: Scope;
}

const MAX_COMPUTED = 5_000_000;

/**
 * How many series and data points a request may still compute, intermediate results included. Without a limit, a short
 * expression could use up the memory.
 */
export class Budget {
  #left = MAX_COMPUTED;

  /** @throws AwsFault ValidationError if the budget is used up */
  spend(id: string, value: Argument): void {
    if (value.kind === "series") this.#left -= value.points.length;
    else if (value.kind === "array") this.#left -= value.all.reduce((sum, { points }) => sum + 1 + points.length, 0);
    if (this.#left < 0)
      throw createInvalidExpressionFault(id, `The request computes more than ${MAX_COMPUTED} data points`);
  }
}

/** A function of metric math. @throws AwsFault ValidationError if it does not take these arguments */
export type MathFunction = (call: Call) => Value;

/** The message is ours: AWS's is not known. */
export function throwWrongArguments({ name, scope }: Call): never {
  throw createInvalidExpressionFault(scope.id, `The function ${name} does not take these arguments`);
}

const MAX_POINTS = 100_800;

/** The start of each period in the requested time range. */
export function listTimes({ id, fromMs, toMs }: Scope, periodMs: number): readonly number[] {
  const first = Math.floor(fromMs / periodMs) * periodMs;
  const length = Math.ceil((toMs - first) / periodMs);
  if (length > MAX_POINTS)
    throw createInvalidExpressionFault(id, `It makes ${length} data points of a series; the limit is ${MAX_POINTS}`);
  return Array.from({ length }, (_, index) => first + index * periodMs);
}

/** The common period of all these series. AWS requires the metrics of an expression to have the same period. */
export function getCommonPeriod(scope: Scope, all: readonly TimeSeries[]): number {
  const [first] = all;
  if (first === undefined) return scope.periodMs ?? 60_000;
  if (all.some(({ periodMs }) => periodMs !== first.periodMs))
    throw createInvalidExpressionFault(scope.id, "Metrics of different periods cannot be combined");
  return first.periodMs;
}
