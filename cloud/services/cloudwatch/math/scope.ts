import { invalidExpression } from "../faults";
import type { TimeSeries, Value } from "./value";

/** The time range and the metrics that an expression is computed with. */
export interface Scope {
  /** Id of its query. */
  readonly id: string;
  /** From here up to, not including, there; ms since the epoch. */
  readonly fromMs: number;
  readonly toMs: number;
  /** The period of a series that is made of no other. Undefined if neither the query nor a metric says. */
  readonly periodMs: number | undefined;
  /** The metrics of the request by their Ids, in its order. */
  readonly metrics: ReadonlyMap<string, TimeSeries>;
  /** Metrics, and expressions that are computed already. */
  readonly values: ReadonlyMap<string, Value>;
  /** Of all expressions of the request. */
  readonly budget: Budget;
}

/** What a call gives a function: a value, a text, or a word such as REPEAT. */
export type Argument =
  | Value
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "word"; readonly name: string };

export interface Call {
  readonly name: string;
  readonly args: readonly Argument[];
  readonly scope: Scope;
}

const MOST_COMPUTED = 5_000_000;

/**
 * How much a request may still compute: so many series and data points, intermediate results included. A few words can ask for more than
 * there is memory.
 */
export class Budget {
  #left = MOST_COMPUTED;

  /** @throws AwsFault ValidationError */
  spend(id: string, value: Argument): void {
    if (value.kind === "series") this.#left -= value.points.length;
    else if (value.kind === "array") this.#left -= value.all.reduce((sum, { points }) => sum + 1 + points.length, 0);
    if (this.#left < 0) throw invalidExpression(id, `The request computes more than ${MOST_COMPUTED} data points`);
  }
}

/** A function of metric math. @throws AwsFault ValidationError if it does not take such arguments */
export type MathFunction = (call: Call) => Value;

/** AWS's own words for it are not known. */
export function wrongArguments({ name, scope }: Call): never {
  throw invalidExpression(scope.id, `The function ${name} does not take these arguments`);
}

const MOST_POINTS = 100_800;

/** The start of each period of the time that is asked for. */
export function allTimes({ id, fromMs, toMs }: Scope, periodMs: number): readonly number[] {
  const first = Math.floor(fromMs / periodMs) * periodMs;
  const length = Math.ceil((toMs - first) / periodMs);
  if (length > MOST_POINTS)
    throw invalidExpression(id, `It makes ${length} data points of a series; the limit is ${MOST_POINTS}`);
  return Array.from({ length }, (_, index) => first + index * periodMs);
}

/** The one period of all these series. AWS wants the metrics of an expression to have the same. */
export function commonPeriod(scope: Scope, all: readonly TimeSeries[]): number {
  const [first] = all;
  if (first === undefined) return scope.periodMs ?? 60_000;
  if (all.some(({ periodMs }) => periodMs !== first.periodMs))
    throw invalidExpression(scope.id, "Metrics of different periods cannot be combined");
  return first.periodMs;
}
