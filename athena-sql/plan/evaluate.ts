import { isLike } from "../../foundation/wildcards";
import { HOLDS } from "../../foundation/comparison";
import type { Expression } from "../syntax/ast";

/** A value that is known before rows are read. Dates are texts in ISO 8601, which sort as the dates do. */
export interface KnownValue {
  readonly kind: "text" | "number" | "date" | "boolean" | "null";
  readonly value: string | number | boolean | null;
}

interface Environment {
  /** The value of a column, such as a partition key; undefined where it is not known. */
  readonly getValue: (name: Expression) => KnownValue | undefined;
  readonly parameters: readonly Expression[];
  /** ms since the epoch. */
  readonly now: number;
}

type Evaluation = KnownValue | undefined;
type Rule<Is extends Expression["is"]> = (
  expression: Expression & { readonly is: Is },
  environment: Environment,
) => Evaluation;

const NULL: KnownValue = { kind: "null", value: null };
const toKnown = (value: boolean | null): KnownValue => (value === null ? NULL : { kind: "boolean", value });
const toKnownText = (value: string): KnownValue => ({ kind: "text", value });
const toIsoDay = (ms: number): KnownValue => ({ kind: "date", value: new Date(ms).toISOString().slice(0, 10) });

/** Evaluates an expression before rows are read; undefined where its value depends on more than `environment` holds. Wrong expressions are refused by the analysis. */
export function evaluate(expression: Expression, environment: Environment): Evaluation {
  const rule = (RULES as Readonly<Record<string, (expression: Expression, environment: Environment) => Evaluation>>)[
    expression.is
  ];
  return rule?.(expression, environment);
}

const RULES: { readonly [Is in Expression["is"]]?: Rule<Is> } = {
  null: () => NULL,
  boolean: ({ value }) => toKnown(value),
  integer: ({ value }) => (value.length <= 15 ? { kind: "number", value: Number(value) } : undefined),
  string: ({ value }) => toKnownText(value),
  typed: ({ type, value }) =>
    type.name === "date" && /^\d{4}-\d{2}-\d{2}$/.test(value) ? { kind: "date", value } : undefined,
  parameter: ({ index }, environment) => {
    const value = environment.parameters[index];
    return value && evaluate(value, environment);
  },
  name: (name, { getValue }) => getValue(name),
  field: (name, { getValue }) => getValue(name),
  negate: ({ value }, environment) => {
    const known = evaluate(value, environment);
    return known?.kind === "number" ? { kind: "number", value: -Number(known.value) } : undefined;
  },
  not: ({ value }, environment) => negateEvaluated(evaluate(value, environment), true),
  and: (expression, environment) => evaluateLogic(expression, environment, false),
  or: (expression, environment) => evaluateLogic(expression, environment, true),
  compare: ({ operator, left, right }, environment) => {
    const order = compareEvaluated(evaluate(left, environment), evaluate(right, environment));
    return order === undefined ? undefined : order === null ? NULL : toKnown(HOLDS[operator](order));
  },
  between: ({ value, low, high, negated: not }, environment) => {
    const [middle, from, to] = [value, low, high].map((part) => evaluate(part, environment));
    const [above, below] = [compareEvaluated(middle, from), compareEvaluated(middle, to)];
    if ((typeof above === "number" && above < 0) || (typeof below === "number" && below > 0))
      return negateEvaluated(toKnown(false), not);
    return above === undefined || below === undefined
      ? undefined
      : above === null || below === null
        ? NULL
        : negateEvaluated(toKnown(true), not);
  },
  "in-list": ({ value, items, negated: not }, environment) => {
    const known = evaluate(value, environment);
    const orders = items.map((item) => compareEvaluated(known, evaluate(item, environment)));
    if (orders.includes(0)) return negateEvaluated(toKnown(true), not);
    return orders.includes(undefined) ? undefined : orders.includes(null) ? NULL : negateEvaluated(toKnown(false), not);
  },
  "is-null": ({ value, negated: not }, environment) => {
    const known = evaluate(value, environment);
    return known && negateEvaluated(toKnown(known.value === null), not);
  },
  like: (expression, environment) => {
    const [value, pattern] = [evaluate(expression.value, environment), evaluate(expression.pattern, environment)];
    if (value === undefined || pattern === undefined || expression.escape !== undefined) return undefined;
    if (value.value === null || pattern.value === null) return NULL;
    return negateEvaluated(toKnown(isLike(String(value.value), String(pattern.value), LIKE)), expression.negated);
  },
  concat: ({ left, right }, environment) => {
    const parts = [left, right].map((part) => evaluate(part, environment));
    return joinParts(parts);
  },
  cast: ({ value, type }, environment) => castKnown(evaluate(value, environment), type.name),
  current: ({ what: label }, { now }) => (label === "current_date" ? toIsoDay(now) : undefined),
  arithmetic: ({ operator, left, right }, environment) => {
    const [a, days] = [evaluate(left, environment), countWholeDays(right)];
    if (a?.kind !== "date" || days === undefined || (operator !== "+" && operator !== "-")) return undefined;
    return toIsoDay(Date.parse(String(a.value)) + (operator === "+" ? days : -days) * 86_400_000);
  },
  call: ({ name, args }, environment) => {
    const known = args.map((arg) => evaluate(arg, environment));
    if (name === "concat") return joinParts(known);
    return name === "date" && args.length === 1 ? castKnown(known[0], "date") : undefined;
  },
};

/**
 * Compares two values: undefined where one is not known or their kinds differ (DuckDB compares them later), null where
 * one is NULL.
 */
function compareEvaluated(a: Evaluation, b: Evaluation): number | null | undefined {
  if (a === undefined || b === undefined) return undefined;
  if (a.value === null || b.value === null) return null;
  if (a.kind !== b.kind) return undefined;
  return a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
}

const negateEvaluated = (known: Evaluation, not: boolean): Evaluation =>
  known === undefined || known.value === null || !not ? known : toKnown(known.value !== true);

/** AND is decided by one false side, OR by one true side: `decisive` is that value. */
function evaluateLogic(
  { left, right }: { readonly left: Expression; readonly right: Expression },
  environment: Environment,
  decisive: boolean,
): Evaluation {
  const sides = [evaluate(left, environment), evaluate(right, environment)];
  if (sides.some((side) => side?.value === decisive)) return toKnown(decisive);
  if (sides.includes(undefined)) return undefined;
  return sides.some((side) => side?.value === null) ? NULL : toKnown(!decisive);
}

function joinParts(parts: readonly Evaluation[]): Evaluation {
  if (parts.some((part) => part?.value === null)) return NULL;
  return parts.every((part) => part?.kind === "text")
    ? toKnownText(parts.map((part) => part?.value).join(""))
    : undefined;
}

function castKnown(known: Evaluation, type: string): Evaluation {
  if (known === undefined || known.value === null) return known;
  const written = String(known.value);
  if (type === "varchar") return toKnownText(written);
  if (["tinyint", "smallint", "int", "integer", "bigint"].includes(type))
    return known.kind !== "date" && /^[+-]?\d{1,15}$/.test(written)
      ? { kind: "number", value: Number(written) }
      : undefined;
  return type === "date" &&
    known.kind !== "number" &&
    /^\d{4}-\d{2}-\d{2}$/.test(written) &&
    !Number.isNaN(Date.parse(written))
    ? { kind: "date", value: written }
    : undefined;
}

const countWholeDays = (expression: Expression): number | undefined =>
  expression.is === "interval" &&
  expression.from === "DAY" &&
  expression.to === undefined &&
  /^\d+$/.test(expression.value)
    ? Number(expression.value) * (expression.negative ? -1 : 1)
    : undefined;

/** SQL's wildcards. */
const LIKE = { any: "%", single: "_" };
