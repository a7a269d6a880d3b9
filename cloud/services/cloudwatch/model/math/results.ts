import type { QueryResult } from "../data-page";
import { createInvalidExpressionFault, createInsightsNotEmulatedFault } from "../faults";
import { evaluate } from "./evaluate";
import { sortByDependencies } from "./order";
import { parseExpression, type ParsedExpression } from "./parse";
import { Budget, type Scope } from "./scope";
import type { TimeSeries, Value } from "./value";

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
 * @param given the metrics of the request by their Ids, and the requested time range
 * @returns     by Id: one result for a time series, several for an array
 * @throws AwsFault ValidationError, or NotImplemented for functions that the lab cloud does not support
 */
export function computeMathResults(
  queries: readonly MathQuery[],
  given: Pick<Scope, "fromMs" | "toMs" | "metrics">,
): ReadonlyMap<string, readonly QueryResult[]> {
  const byId = new Map(queries.map((query) => [query.id, query]));
  const parsed = new Map(queries.map(({ id, text }): [string, ParsedExpression] => [id, read(id, text)]));
  const values = new Map<string, Value>(given.metrics);
  const ownPeriodMs = findFinestPeriod(given.metrics);
  const budget = new Budget();
  const results = new Map<string, readonly QueryResult[]>();
  for (const id of sortByDependencies(parsed)) {
    const [query, expression] = [byId.get(id), parsed.get(id)];
    if (query === undefined || expression === undefined) continue;
    const value = evaluate(expression.tree, { ...given, id, values, budget, periodMs: query.periodMs ?? ownPeriodMs });
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

/** The results of a query's value. A scalar is not allowed as a result. Each series of an array is labelled with the expression and the metric, as in AWS's graphs. */
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
