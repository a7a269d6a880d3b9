import { QueryFault } from "../query-engine";
import type {
  Expression,
  GroupBy,
  GroupingElement,
  PositionedName,
  SelectItem,
  SortItem,
  Specification,
} from "../syntax/ast";
import { getStorageType } from "../types/type";
import {
  analyze,
  createFaultAt,
  removeConditions,
  analyzeLoosely,
  createGrouping,
  refuseOtherCount,
  type Column,
  type Context,
  type Grouping,
  type Output,
  type QueryResult,
  type Scope,
  type TypedExpression,
} from "./context";
import { formatOrderClause, pushConditions } from "./ordering";
import { analyzeRelation } from "./relation";
import { markUsed, nameChain } from "./resolve";
import { analyzeCondition } from "./values";

/** A SELECT, with the ORDER BY that belongs to it. @throws QueryFault */
export function analyzeSpecification(
  specification: Specification,
  outer: Context,
  orderBy: readonly SortItem[],
): QueryResult {
  const from = specification.from === undefined ? undefined : analyzeRelation(specification.from, outer);
  const scope: Scope = { fields: from?.fields ?? [], outer: outer.scope.outer };
  const grouping = createGrouping();
  const context: Context = { ...outer, scope, grouping, windows: specification.windows, selectAt: specification.at };
  const where = analyzeWhere(specification.where, context);
  const items = specification.items.flatMap((item) => selectItem(item, context));
  const groups = formatGroupClause(specification.groupBy, items, context);
  const analyzed = items.map((item) => {
    if (item.text !== undefined && item.resolved !== undefined && !grouping.keys.has(item.resolved.sql))
      grouping.loose.push({ at: undefined, text: item.text });
    const { expression, resolved: field } = item;
    const madeOf: TypedExpression[] = field === undefined ? [] : [field];
    const value = field ?? analyzeLoosely(expression, context, () => analyze(expression, { ...context, madeOf }));
    return { ...item, value, madeOf };
  });
  const having = analyzeHaving(specification.having, context);
  const outputs = analyzed.map(({ name, title, value, madeOf }, index) => ({
    name,
    title,
    type: value.type,
    sql: `c${index + 1}`,
    selected: value.sql,
    source: value.source,
    madeOf,
  }));
  // Which rows are the same depends on all columns, also on those that an outer query leaves out.
  if (specification.distinct) outputs.forEach(markUsed);
  const order = formatOrderClause(orderBy, outputs, context);
  if (specification.distinct) refuseUnselected(orderBy, outputs, context);
  const aggregated = specification.groupBy !== undefined || grouping.aggregates > 0 || having !== "";
  if (aggregated) refuseLoose(grouping, context);
  const list = outputs.map(
    ({ selected: sql, type, sql: name }) =>
      `${type.kind === "unknown" ? `CAST(${sql} AS ${getStorageType(type)})` : sql} AS ${name}`,
  );
  const sql = `SELECT ${specification.distinct ? "DISTINCT " : ""}${list.join(", ")}${from === undefined ? "" : ` FROM ${from.sql}`}${where}${groups}${having}${order}`;
  // After an aggregation or a window, a condition on a column does not apply to the rows that are read, except on a
  // column of GROUP BY.
  const isFilter = (value: string): boolean =>
    grouping.windows === 0 && (!aggregated || (isSimple(specification.groupBy?.elements) && grouping.keys.has(value)));
  const columns = outputs.map(({ selected: value, ...column }): Column =>
    isFilter(value) ? column : removeConditions(column),
  );
  return { columns, sql };
}

const isSimple = (elements: readonly GroupingElement[] | undefined): boolean =>
  elements?.every(({ is }) => is === "simple") ?? false;

function analyzeWhere(where: Expression | undefined, context: Context): string {
  if (where === undefined) return "";
  const inWhere = { ...context, grouping: createGrouping({ name: "WHERE clause", holds: [where] }) };
  const sql = analyzeCondition(where, inWhere, "WHERE clause");
  pushConditions(where, inWhere);
  return ` WHERE ${sql}`;
}

const analyzeHaving = (having: Expression | undefined, context: Context): string =>
  having === undefined
    ? ""
    : ` HAVING ${analyzeLoosely(having, context, () => analyzeCondition(having, context, "HAVING clause"))}`;

interface Item {
  readonly name: string | undefined;
  readonly title: string | undefined;
  readonly expression: Expression;
  /** For a column of `*`: the resolved column, and its name in messages. */
  readonly resolved?: TypedExpression;
  readonly text?: string;
}

function selectItem(item: SelectItem, context: Context): Item[] {
  if (item.is === "all") return listAllColumns(item, context);
  const { value, alias } = item;
  const title = alias ?? (value.is === "name" || value.is === "field" ? value.title : undefined);
  return [{ name: title?.toLowerCase(), title, expression: value }];
}

function listAllColumns({ qualifier, aliases, at }: SelectItem & { readonly is: "all" }, context: Context): Item[] {
  const parts = qualifier && nameChain(qualifier)?.map(({ name }) => name);
  const fields = context.scope.fields.filter(
    (field) =>
      field.hidden !== true &&
      (parts === undefined ||
        (parts.length <= field.qualifier.length &&
          parts.every((part, index) => field.qualifier[field.qualifier.length - parts.length + index] === part))),
  );
  if (fields.length === 0 && qualifier !== undefined)
    return listRowMembers(qualifier, context, { at, parts: parts ?? [], aliases });
  if (fields.length === 0)
    throw createFaultAt(context, at, ["COLUMN_NOT_FOUND", "SELECT * not allowed in queries without FROM clause"]);
  refuseOtherCount(context, aliases, fields);
  return fields.map((field, index): Item => {
    const text = [field.qualifier.at(-1), field.name].filter((part) => part !== undefined).join(".");
    const title = aliases?.[index]?.name ?? field.title ?? field.name;
    return { name: title?.toLowerCase(), title, expression: { is: "star", at }, resolved: field, text };
  });
}

/** `t.r.*` of a row in a table: one column for each of its members. */
function listRowMembers(
  qualifier: Expression,
  context: Context,
  {
    at,
    parts,
    aliases,
  }: {
    readonly at: number;
    readonly parts: readonly string[];
    readonly aliases: readonly PositionedName[] | undefined;
  },
): Item[] {
  const known =
    parts.length > 1 &&
    context.scope.fields.some(({ name, qualifier: of }) => name === parts.at(-1) && of.at(-1) === parts.at(-2));
  if (!known) throw createFaultAt(context, at, ["TABLE_NOT_FOUND", `Unable to resolve reference ${parts.join(".")}`]);
  const { type, sql } = analyze(qualifier, context);
  if (type.kind !== "row")
    throw createFaultAt(context, at, ["TABLE_NOT_FOUND", `Unable to resolve reference ${parts.join(".")}`]);
  refuseOtherCount(context, aliases, type.fields);
  return type.fields.map((field, index): Item => ({
    name: aliases?.[index]?.name ?? field.name,
    title: aliases?.[index]?.name ?? field.name,
    expression: { is: "star", at },
    resolved: { type: field.type, sql: `(${sql}).f${index + 1}` },
  }));
}

/** The limit of Trino's session property `max_grouping_sets`. */
const MAX_GROUPING_SETS = 2048;
/** From here on, Trino doesn't say how many there are. */
const MAX_COUNTED = 2 ** 31 - 1;

/** @throws QueryFault TOO_MANY_GROUPING_SETS: each combination of the elements' sets counts */
function refuseManyGroupingSets({ at, elements }: GroupBy, context: Context): void {
  let count = 1;
  for (const element of elements) {
    if (element.is === "sets") count *= element.sets.length;
    else if (element.is === "rollup") count *= element.items.length + 1;
    else if (element.is === "cube") count *= 2 ** element.items.length;
    if (count <= MAX_GROUPING_SETS) continue;
    const found = count > MAX_COUNTED ? `more than ${MAX_COUNTED}` : count;
    throw createFaultAt(context, at, [
      "TOO_MANY_GROUPING_SETS",
      `GROUP BY has ${found} grouping sets but can contain at most ${MAX_GROUPING_SETS}`,
    ]);
  }
}

function formatGroupClause(groupBy: GroupBy | undefined, items: readonly Item[], context: Context): string {
  if (groupBy === undefined) return "";
  refuseManyGroupingSets(groupBy, context);
  const getKey = (expression: Expression): string => {
    const item = expression.is === "integer" ? items[Number(expression.value) - 1] : undefined;
    if (expression.is === "integer" && item === undefined)
      throw createFaultAt(context, expression.at, [
        "INVALID_COLUMN_REFERENCE",
        `GROUP BY position ${expression.value} is not in select list`,
      ]);
    const grouped = item?.expression ?? expression;
    const inGroup = { ...context, grouping: createGrouping({ name: "GROUP BY clause", holds: [grouped] }) };
    if (item?.resolved !== undefined) markUsed(item.resolved);
    const { sql } = item?.resolved ?? analyze(grouped, inGroup);
    context.grouping.keys.add(sql);
    return sql;
  };
  const parts = groupBy.elements.map((element) => {
    if (element.is === "sets")
      return `GROUPING SETS (${element.sets.map((set) => `(${set.map(getKey).join(", ")})`).join(", ")})`;
    const keys = element.items.map(getKey);
    return element.is === "simple" ? keys.join(", ") || "()" : `${element.is.toUpperCase()} (${keys.join(", ")})`;
  });
  return ` GROUP BY ${parts.join(", ")}`;
}

/** With SELECT DISTINCT, ORDER BY may only name selected expressions. @throws QueryFault */
function refuseUnselected(orderBy: readonly SortItem[], outputs: readonly Output[], context: Context): void {
  for (const { value } of orderBy) {
    const named = value.is === "integer" || (value.is === "name" && outputs.some(({ name }) => name === value.name));
    if (named || outputs.some(({ selected }) => selected === analyze(value, { ...context, outputs }).sql)) continue;
    throw createFaultAt(context, context.selectAt ?? value.at, [
      "EXPRESSION_NOT_IN_DISTINCT",
      "For SELECT DISTINCT, ORDER BY expressions must appear in select list",
    ]);
  }
}

function refuseLoose({ loose }: Grouping, context: Context): void {
  const [first] = loose;
  if (first !== undefined && first.at === undefined)
    throw new QueryFault("EXPRESSION_NOT_AGGREGATE", `Column '${first.text}' not in GROUP BY clause`);
  if (first?.at !== undefined)
    throw createFaultAt(context, first.at, [
      "EXPRESSION_NOT_AGGREGATE",
      `'${first.text}' must be an aggregate expression or appear in GROUP BY clause`,
    ]);
}
