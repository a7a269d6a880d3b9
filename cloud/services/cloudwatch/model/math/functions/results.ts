import type { QueryResult } from "../../data-page";
import {
  createInvalidExpressionFault,
  createInsightsNotEmulatedFault,
  createFunctionNotEmulatedFault,
} from "../../faults";
import { parseExpression, type ParsedExpression } from "../parse";
import { Budget, type Scope, type Argument, type Expression } from "../scope";
import { type TimeSeries, type Value, createScalar } from "../value";
import { FUNCTIONS, NOT_EMULATED } from ".";
import { onEach, operate, listSeries } from "../operators";

/**
 * Computes an expression.
 *
 * @throws AwsFault ValidationError, or NotImplemented for functions that the lab cloud does not support
 */
function evaluate(tree: Expression, scope: Scope): Value {
  const found = evaluateArgument(tree, scope);
  if (found.kind === "text" || found.kind === "word") throw createInvalidExpressionFault(scope.id, "Invalid syntax");
  return found;
}

function evaluateArgument(tree: Expression, scope: Scope): Argument {
  const found = evaluateTree(tree, scope);
  scope.budget.spend(scope.id, found);
  return found;
}

function evaluateTree(tree: Expression, scope: Scope): Argument {
  switch (tree.kind) {
    case "number":
      return createScalar(tree.value);
    case "text":
    case "word":
      return tree;
    case "id":
      return evaluateName(tree.name, scope);
    case "negative":
      return negate(evaluate(tree.of, scope));
    case "operation":
      return operate(tree.operator, [evaluate(tree.left, scope), evaluate(tree.right, scope)], scope);
    case "list":
      return { kind: "array", all: tree.of.flatMap((expression) => toSeriesList(evaluate(expression, scope), scope)) };
    case "call":
      return evaluateCall(tree.name, tree.args, scope);
  }
}

function evaluateName(name: string, { id, values }: Scope): Value {
  const found = values.get(name);
  if (found === undefined) throw createInvalidExpressionFault(id, `Undefined variable '${name}'`);
  return found;
}

function negate(value: Value): Value {
  if (value.kind === "scalar") return createScalar(-value.value);
  if (value.kind === "series") return onEach(value, (item) => -item);
  return { kind: "array", all: value.all.map((series) => onEach(series, (item) => -item)) };
}

/** The time series for an array; an array inside an array adds its series. */
function toSeriesList(value: Value, { id }: Scope): ReturnType<typeof listSeries> {
  if (value.kind === "scalar") throw createInvalidExpressionFault(id, "An array holds time series only");
  return listSeries(value);
}

function evaluateCall(name: string, args: readonly Expression[], scope: Scope): Value {
  if (NOT_EMULATED.includes(name)) throw createFunctionNotEmulatedFault(name);
  const compute = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (compute === undefined) throw createInvalidExpressionFault(scope.id, `Function '${name}' not found`);
  return compute({ name, args: args.map((expression) => evaluateArgument(expression, scope)), scope });
}

/**
 * The Ids of expressions in an order in which each expression follows those that it refers to, whatever their order in
 * the request.
 *
 * @throws AwsFault ValidationError if expressions refer to each other in a circle
 */
function sortByDependencies(expressions: ReadonlyMap<string, ParsedExpression>): readonly string[] {
  const waitsFor = new Map(
    [...expressions].map(([id, { names }]) => [id, new Set([...names].filter((name) => expressions.has(name)))]),
  );
  const ordered: string[] = [];
  let ready = [...waitsFor].filter(([, names]) => names.size === 0).map(([id]) => id);
  while (ready.length > 0) {
    ordered.push(...ready);
    const done = ready;
    for (const id of done) waitsFor.delete(id);
    ready = [];
    for (const [id, names] of waitsFor) {
      for (const item of done) names.delete(item);
      if (names.size === 0) ready.push(id);
    }
  }
  const [stuck] = waitsFor.keys();
  if (stuck !== undefined) throw createInvalidExpressionFault(stuck, "It depends on itself");
  return ordered;
}

/** A query of GetMetricData with an expression. */
export interface MathQuery {
  readonly id: string;
  readonly text: string;
  readonly label: string | undefined;
  readonly periodMs: number | undefined;
}

/**
 * Computes expressions over metrics and over each other, in any order.
 *
 * @param range the metrics of the request by their Ids, and the requested time range
 * @returns     by Id: one result for a time series, several for an array
 * @throws AwsFault ValidationError, or NotImplemented for functions that the lab cloud does not support
 */
export function computeMathResults(
  queries: readonly MathQuery[],
  range: Pick<Scope, "fromMs" | "toMs" | "metrics">,
): ReadonlyMap<string, readonly QueryResult[]> {
  const byId = new Map(queries.map((query) => [query.id, query]));
  const parsed = new Map(queries.map(({ id, text }): [string, ParsedExpression] => [id, read(id, text)]));
  const values = new Map<string, Value>(range.metrics);
  const ownPeriodMs = findFinestPeriod(range.metrics);
  const budget = new Budget();
  const results = new Map<string, readonly QueryResult[]>();
  for (const id of sortByDependencies(parsed)) {
    const [query, expression] = [byId.get(id), parsed.get(id)];
    if (query === undefined || expression === undefined) continue;
    const value = evaluate(expression.tree, { ...range, id, values, budget, periodMs: query.periodMs ?? ownPeriodMs });
    values.set(id, value);
    results.set(id, createResults(query, value));
  }
  return results;
}

function read(id: string, text: string): ParsedExpression {
  if (/^\s*SELECT\s/i.test(text)) throw createInsightsNotEmulatedFault();
  return parseExpression(id, text);
}

const findFinestPeriod = (metrics: ReadonlyMap<string, TimeSeries>): number | undefined =>
  [...metrics.values()].map(({ periodMs }) => periodMs).sort((a, b) => a - b)[0];

/** The results of a query's value. A scalar is not allowed as a result. Each series of an array is labeled with the expression and the metric, as in AWS's graphs. */
function createResults({ id, label }: MathQuery, value: Value): readonly QueryResult[] {
  if (value.kind === "scalar")
    throw createInvalidExpressionFault(
      id,
      "The result must be a time series or an array of time series, and is a number",
    );
  if (value.kind === "series") return [{ id, label: label ?? id, points: value.points }];
  return value.all.map((series) => ({
    id,
    label: [label ?? id, series.label].filter((part) => part !== "").join(" "),
    points: series.points,
  }));
}
