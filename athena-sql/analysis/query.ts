import { getItemAt } from "../../foundation/item-at";
import type { Expression, Query, QueryBody } from "../syntax/ast";
import { resolveCommonType } from "../types/common-type";
import { convertArgument } from "../types/convert";
import { spell, type SqlType } from "../types/type";
import {
  analyze,
  analyzeQuery,
  createFaultAt,
  createName,
  removeConditions,
  createGrouping,
  createNotSupported,
  type Column,
  type Context,
  type Field,
  type Output,
  type QueryResult,
} from "./context";
import { formatOrderClause } from "./ordering";
import { analyzeTableQuery } from "./relation";
import { markUsed } from "./resolve";
import { analyzeSpecification } from "./specification";

/** Analyzes a query: its columns, and its SQL for DuckDB. @throws QueryFault */
export function analyzeWholeQuery(query: Query, around: Context): QueryResult {
  if (query.recursive) throw createNotSupported(around, query.at, "WITH RECURSIVE");
  const context = addTables(query, around);
  const { body, orderBy } = query;
  const bounds = formatLimits(query, context);
  // ORDER BY of a SELECT can name columns of FROM; that of VALUES or a UNION only the result's columns.
  if (body.is === "select") {
    const result = analyzeSpecification(body, context, orderBy);
    // Behind a LIMIT, a condition of an outer query must not rule out partitions: LIMIT would keep other rows.
    return {
      ...result,
      columns: bounds === "" ? result.columns : result.columns.map(removeConditions),
      sql: result.sql + bounds,
    };
  }
  const result = analyzeBody(body, context);
  if (orderBy.length === 0 && bounds === "") return result;
  const fields: Field[] = result.columns.map((column) => ({ ...column, qualifier: [] }));
  const sorting = {
    ...context,
    scope: { fields, outer: context.scope.outer },
    grouping: createGrouping({ name: "ORDER BY clause", holds: orderBy.map(({ value }) => value) }),
  };
  const outputs: Output[] = result.columns.map((column) => ({ ...column, selected: undefined }));
  const name = createName(context.session, "q");
  return {
    columns: result.columns.map(removeConditions),
    sql: `SELECT * FROM (${result.sql}) AS ${name}${formatOrderClause(orderBy, outputs, sorting)}${bounds}`,
  };
}

function addTables(query: Query, around: Context): Context {
  let context = around;
  for (const table of query.with) {
    if (query.with.some((other) => other !== table && other.name === table.name && other.at < table.at)) {
      throw createFaultAt(around, table.at, [
        "DUPLICATE_NAMED_QUERY",
        `WITH query name '${table.name}' specified more than once`,
      ]);
    }
    const tables = new Map(context.tables).set(table.name, { query: table.query, context, columns: table.columns });
    context = { ...context, tables };
  }
  return context;
}

function formatLimits({ limit, offset }: Query, context: Context): string {
  return (
    (limit === undefined ? "" : ` LIMIT ${formatCount(limit, context)}`) +
    (offset === undefined ? "" : ` OFFSET ${formatCount(offset, context)}`)
  );
}

function formatCount(limit: Expression, context: Context): string {
  const value = limit.is === "parameter" ? context.parameters[limit.index] : limit;
  if (value?.is !== "integer")
    throw createFaultAt(context, limit.at, ["TYPE_MISMATCH", "Non constant parameter value for LIMIT"]);
  return value.value;
}

/** @throws QueryFault */
function analyzeBody(body: QueryBody, context: Context): QueryResult {
  switch (body.is) {
    case "select":
      return analyzeSpecification(body, context, []);
    case "nested":
      return analyzeNested(analyzeQuery(body.query, context));
    case "table":
      return analyzeTableQuery(body, context);
    case "values":
      return analyzeValues(body, context);
    case "set":
      return setOperation(body, context);
  }
}

const analyzeNested = ({ sql, columns }: QueryResult): QueryResult => ({ columns, sql: `(${sql})` });

function analyzeValues({ rows, at }: QueryBody & { readonly is: "values" }, outer: Context): QueryResult {
  const context = {
    ...outer,
    scope: { fields: [], outer: outer.scope.outer },
    grouping: createGrouping({ name: "VALUES", holds: rows }),
  };
  const items = rows.map((row) => (row.is === "row" ? row.items : [row]).map((item) => analyze(item, context)));
  const [first = []] = items;
  const types = first.map(({ type }, index) =>
    items.reduce<SqlType>((shared, row) => {
      const next = row[index];
      const common = next ? resolveCommonType(shared, next.type) : undefined;
      if (row.length !== first.length)
        throw createFaultAt(context, at, [
          "TYPE_MISMATCH",
          `Values rows have mismatched sizes: ${first.length} vs ${row.length}`,
        ]);
      if (common === undefined)
        throw createFaultAt(context, at, [
          "TYPE_MISMATCH",
          `Values rows have mismatched types: row(${first.map((each) => spell(each.type)).join(", ")}) vs row(${row.map((each) => spell(each.type)).join(", ")})`,
        ]);
      return common;
    }, type),
  );
  const lines = items.map(
    (row) =>
      `(${row.map((item, index) => convertArgument(item.sql, item.type, toStorable(getItemAt(types, index)))).join(", ")})`,
  );
  const columns = types.map((type, index) => ({ name: undefined, title: undefined, type, sql: `c${index + 1}` }));
  return {
    columns,
    sql: `SELECT * FROM (VALUES ${lines.join(", ")}) AS ${createName(context.session, "v")}(${columns.map(({ sql }) => sql).join(", ")})`,
  };
}

const toStorable = (type: SqlType): SqlType => (type.kind === "unknown" ? { kind: "integer" } : type);

function setOperation(body: QueryBody & { readonly is: "set" }, context: Context): QueryResult {
  const [left, right] = [analyzeBody(body.left, context), analyzeBody(body.right, context)];
  if (left.columns.length !== right.columns.length) {
    throw createFaultAt(context, body.at, [
      "TYPE_MISMATCH",
      `${body.operator} query has different number of fields: ${left.columns.length}, ${right.columns.length}`,
    ]);
  }
  const columns = left.columns.map((column, index): Column => {
    const other = getItemAt(right.columns, index).type;
    const type = resolveCommonType(column.type, other);
    if (type === undefined)
      throw createFaultAt(context, body.at, [
        "TYPE_MISMATCH",
        `column ${index + 1} in ${body.operator} query has incompatible types: ${spell(column.type)}, ${spell(other)}`,
      ]);
    return { name: column.name, title: column.title, type, sql: `c${index + 1}` };
  });
  [...left.columns, ...right.columns].forEach(markUsed);
  const formatSide = ({ sql, columns: sideColumns }: QueryResult): string => {
    const name = createName(context.session, "u");
    return `(SELECT ${sideColumns.map((column, index) => `${convertArgument(`${name}.${column.sql}`, column.type, toStorable(getItemAt(columns, index).type))} AS c${index + 1}`).join(", ")} FROM (${sql}) AS ${name})`;
  };
  return { columns, sql: `${formatSide(left)} ${body.operator}${body.all ? " ALL" : ""} ${formatSide(right)}` };
}
