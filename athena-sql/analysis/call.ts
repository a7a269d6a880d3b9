import { getItemAt } from "../../foundation/item-at";
import { findOverloads, isRefused } from "../functions/registry";
import {
  createDecimal,
  canFit,
  resolvePattern,
  type Bindings,
  type Overload,
  type Pattern,
} from "../functions/signature";
import type { QueryFault } from "../query-engine";
import type { Call, Expression } from "../syntax/ast";
import { convertArgument } from "../types/convert";
import { canCoerce } from "../types/common-type";
import { isSameType, spell, getStorageType } from "../types/type";
import { aggregateSql } from "./aggregate";
import { CONDITIONALS } from "./conditional";
import { analyze, createFaultAt, createName, type Context, type TypedExpression } from "./context";
import { fillTemplate, type ChosenOverload } from "./literal";

/** A call of a function, an aggregate or a window function. @throws QueryFault FUNCTION_NOT_FOUND and others */
export function call(expression: Call, context: Context): TypedExpression {
  const { name, at } = expression;
  const conditional = Object.hasOwn(CONDITIONALS, name) ? CONDITIONALS[name] : undefined;
  if (conditional !== undefined) return conditional(expression.args, context, at);
  const overloads = findOverloads(name);
  if (overloads === undefined) {
    const remark = isRefused(name) ? " (engine v3 has it; the lab cloud does not)" : "";
    throw createFaultAt(context, at, ["FUNCTION_NOT_FOUND", `Function '${name}' not registered${remark}`]);
  }
  const kind = overloads[0]?.kind ?? "scalar";
  if (kind === "scalar") return analyzeScalar(expression, overloads, context);
  return aggregateSql(expression, { context, kind, choose: (inside) => chooseOverload(expression, overloads, inside) });
}

function analyzeScalar(expression: Call, overloads: readonly Overload[], context: Context): TypedExpression {
  const { over, filter, distinct, name, at } = expression;
  if (over !== undefined)
    throw createFaultAt(context, context.selectAt ?? at, ["FUNCTION_NOT_WINDOW", `Not a window function: ${name}`]);
  if (filter !== undefined)
    throw createFaultAt(context, at, ["FUNCTION_NOT_AGGREGATE", "Filter is only valid for aggregation functions"]);
  if (distinct)
    throw createFaultAt(context, at, [
      "FUNCTION_NOT_AGGREGATE",
      "DISTINCT is not supported for non-aggregation functions",
    ]);
  const { args, type, sql } = chooseOverload(expression, overloads, context);
  return { type, sql: fillTemplate(sql, args) };
}

type Argument = TypedExpression | { readonly lambda: Expression & { readonly is: "lambda" } };

/**
 * Picks the overload that fits the arguments.
 * @throws QueryFault FUNCTION_NOT_FOUND, which lists the arguments' types and the overloads'
 */
function chooseOverload(expression: Call, overloads: readonly Overload[], context: Context): ChosenOverload {
  const args = expression.args.map((arg): Argument => (arg.is === "lambda" ? { lambda: arg } : analyze(arg, context)));
  const types = args.map((arg) => ("lambda" in arg ? undefined : arg.type));
  const candidates = overloads.filter((overload) => countFits(overload, args.length));
  const argumentTypes = types.map((type) => (type === undefined ? "<function>" : spell(type))).join(", ");
  const refusal = createFaultAt(context, expression.at, [
    "FUNCTION_NOT_FOUND",
    `Unexpected parameters (${argumentTypes}) for function ${expression.name}. Expected: ${overloads.map(({ text }) => text).join(", ")}`,
  ]);
  for (const exact of [true, false]) {
    for (const overload of candidates) {
      const bindings: Bindings = new Map();
      const patterns = args.map((_, index) => getPatternAt(overload, index));
      const fit = types.every((type, index) => {
        const pattern = patterns[index];
        if (pattern === undefined) return false;
        if (type === undefined) return pattern.is === "function";
        return canFit(pattern, type, bindings) && (!exact || isSameType(type, resolvePattern(pattern, bindings)));
      });
      if (fit) return fitArguments(overload, args, { bindings, context, refusal });
    }
  }
  throw refusal;
}

const countFits = ({ takes, variadic }: Overload, count: number): boolean =>
  variadic ? count >= takes.length : count === takes.length;

const getPatternAt = ({ takes }: Overload, index: number): Overload["takes"][number] | undefined =>
  takes[Math.min(index, takes.length - 1)];

interface CallCandidate {
  readonly bindings: Bindings;
  readonly context: Context;
  /** Says that no overload fits. */
  readonly refusal: QueryFault;
}

function fitArguments(
  overload: Overload,
  args: readonly Argument[],
  { bindings, context, refusal }: CallCandidate,
): ChosenOverload {
  const lambdas = args.map((arg, index) => {
    const pattern = getPatternAt(overload, index);
    return "lambda" in arg && pattern?.is === "function"
      ? formatLambda(arg.lambda, pattern.parts, { bindings, context, refusal })
      : undefined;
  });
  const sqls = args.map((arg, index) => {
    const pattern = getPatternAt(overload, index);
    const lambda = lambdas[index];
    if ("lambda" in arg || pattern === undefined) return lambda ?? "NULL";
    return convertArgument(arg.sql, arg.type, resolvePattern(pattern, bindings));
  });
  return {
    args: sqls,
    type: resolvePattern(overload.gives, bindings),
    sql: insertTypes(overload.sql, bindings, context.session.now),
  };
}

/**
 * Fills the types into a template: `@t` is the DuckDB type that stores values of the type T, `@longer` and `@whole` a
 * decimal of that shape, `@scale` the decimal's scale, and `@year` the current year.
 */
function insertTypes(template: string, bindings: Bindings, now: number): string {
  const decimal = bindings.get("decimal");
  return template.replaceAll(/@(year|scale|decimal|longer|whole|[a-z])\b/g, (_, name: string) => {
    if (name === "year") return String(new Date(now).getUTCFullYear());
    if (name === "scale") return String(decimal?.kind === "decimal" ? decimal.scale : 0);
    return getStorageType(
      name === "longer" || name === "whole"
        ? createDecimal(name, decimal)
        : (bindings.get(name) ?? { kind: "unknown" }),
    );
  });
}

/** A lambda: the other arguments give its parameters their types, and its result can bind a type variable. */
function formatLambda(
  lambda: Expression & { readonly is: "lambda" },
  parts: readonly Pattern[],
  { bindings, context, refusal }: CallCandidate,
): string {
  const takes = parts.slice(0, -1).map((part) => resolvePattern(part, bindings));
  if (takes.length !== lambda.parameters.length)
    throw createFaultAt(context, lambda.at, [
      "INVALID_PARAMETER_USAGE",
      `Expected a lambda that takes ${takes.length} argument(s) but got ${lambda.parameters.length}`,
    ]);
  const names = takes.map(() => `${createName(context.session, "lambda_")}_`);
  const inside = new Map(context.lambdas);
  lambda.parameters.forEach((parameter, index) =>
    inside.set(parameter, { type: getItemAt(takes, index), sql: getItemAt(names, index) }),
  );
  const body = analyze(lambda.body, { ...context, lambdas: inside });
  const result = parts.at(-1);
  if (result === undefined || !canFit(result, body.type, bindings)) throw refusal;
  const type = resolvePattern(result, bindings);
  return `lambda ${names.join(", ")}: ${canCoerce(body.type, type) ? convertArgument(body.sql, body.type, type) : body.sql}`;
}
