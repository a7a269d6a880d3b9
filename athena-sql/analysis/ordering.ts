import type { Expression, SortItem } from "../syntax/ast";
import { isOrderable, isZoned, spell, type SqlType } from "../types/type";
import { analyze, createFaultAt, analyzeLoosely, type Context, type Output, type Field, type Scan } from "./context";
import { formatExpression } from "./format-expression";
import { markUsed, nameChain } from "./resolve";

/** ORDER BY. NULLs come last in both directions, unless the query says NULLS FIRST. @throws QueryFault */
export function formatOrderClause(items: readonly SortItem[], outputs: readonly Output[], context: Context): string {
  if (items.length === 0) return "";
  return ` ORDER BY ${items.map((item) => formatSortKey(item, outputs, context)).join(", ")}`;
}

function formatSortKey({ value, descending, nulls }: SortItem, outputs: readonly Output[], context: Context): string {
  const { type, sql } = getKey(value, outputs, context);
  if (!isOrderable(type))
    throw createFaultAt(context, context.selectAt ?? value.at, [
      "TYPE_MISMATCH",
      `Type ${spell(type)} is not orderable, and therefore cannot be used in ORDER BY: ${value.is === "integer" ? `:input(${Number(value.value) - 1})` : formatExpression(value)}`,
    ]);
  return `${isZoned(type) ? `(${sql}).u` : sql} ${descending ? "DESC" : "ASC"} NULLS ${nulls === "first" ? "FIRST" : "LAST"}`;
}

function getKey(
  value: Expression,
  outputs: readonly Output[],
  context: Context,
): { readonly type: SqlType; readonly sql: string } {
  if (value.is === "integer") {
    const output = outputs[Number(value.value) - 1];
    if (output === undefined)
      throw createFaultAt(context, value.at, [
        "INVALID_COLUMN_REFERENCE",
        `ORDER BY position ${value.value} is not in select list`,
      ]);
    return getOutputKey(output);
  }
  if (value.is === "name") {
    const named = outputs.filter(({ name }) => name === value.name);
    const [output] = named;
    if (named.length > 1)
      throw createFaultAt(context, value.at, ["AMBIGUOUS_NAME", `Column '${value.title}' is ambiguous`]);
    if (output !== undefined) return getOutputKey(output);
  }
  return analyzeLoosely(value, context, () => analyze(value, { ...context, outputs }));
}

function getOutputKey(output: Output): { readonly type: SqlType; readonly sql: string } {
  markUsed(output);
  return { type: output.type, sql: output.selected ?? output.sql };
}

/**
 * The sort keys of a window or an aggregate, in which names stand for columns of FROM, not of the result.
 * @throws QueryFault
 */
export const formatSortKeys = (
  items: readonly SortItem[],
  context: Context,
  clause: "ORDER BY" | "window function ORDER BY",
): string =>
  items
    .map(({ value, descending, nulls }) => {
      const { type, sql } = analyze(value, context);
      if (!isOrderable(type))
        throw createFaultAt(context, value.at, [
          "TYPE_MISMATCH",
          `${clause === "ORDER BY" ? "Type " : ""}${spell(type)} is not orderable, and therefore cannot be used in ${clause}`,
        ]);
      return `${isZoned(type) ? `(${sql}).u` : sql} ${descending ? "DESC" : "ASC"} NULLS ${nulls === "first" ? "FIRST" : "LAST"}`;
    })
    .join(", ");

/**
 * Adds the conditions of a WHERE, or of an inner join's ON, to the scans whose columns they name, so that partitions
 * which cannot meet a condition are not read. Works through views and subqueries too, as long as these select the
 * columns unchanged.
 */
export function pushConditions(where: Expression, context: Context): void {
  if (where.is === "and") {
    pushConditions(where.left, context);
    pushConditions(where.right, context);
    return;
  }
  const scans = new Set<Scan["conditions"]>();
  for (const name of listNames(where)) {
    const source = findField(name, context)?.source;
    if (source !== undefined) scans.add(source.scan.conditions);
  }
  for (const conditions of scans) {
    const findColumn = (name: Expression): string | undefined => {
      const source = findField(name, context)?.source;
      return source?.scan.conditions === conditions ? source.column : undefined;
    };
    conditions.push({ condition: where, getColumn: findColumn, parameters: context.parameters });
  }
}

/** The column of this query level that a name stands for. The analysis has refused ambiguous names before. */
function findField(name: Expression, { scope, lambdas }: Context): Field | undefined {
  const parts = nameChain(name)?.map((part) => part.name);
  if (parts === undefined || lambdas.has(parts[0] ?? "")) return undefined;
  return scope.fields.find(({ name: last, qualifier }) => {
    const before = parts.slice(0, -1);
    return (
      last === parts.at(-1) &&
      before.every((part, index) => qualifier[qualifier.length - before.length + index] === part)
    );
  });
}

/** All names in an expression that stand for values of a row. */
function listNames(expression: Expression): Expression[] {
  if (nameChain(expression) !== undefined) return [expression];
  const found: Expression[] = [];
  for (const part of Object.values(expression) as unknown[]) {
    for (const each of Array.isArray(part) ? (part as unknown[]) : [part])
      if (isExpression(each)) found.push(...listNames(each));
  }
  return found;
}

const isExpression = (value: unknown): value is Expression =>
  typeof value === "object" && value !== null && "is" in value && "at" in value;
