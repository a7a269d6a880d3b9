import { QueryFault } from "../query-engine";
import type { QueryBody, Relation, Sample } from "../syntax/ast";
import { resolveCommonType } from "../types/common-type";
import { convertArgument } from "../types/convert";
import { BIGINT, spell } from "../types/type";
import {
  analyze,
  analyzeQuery,
  createOperatorFault,
  createFaultAt,
  createName,
  removeConditions,
  createGrouping,
  refuseOtherCount,
  type Column,
  type Context,
  type Field,
  type QueryResult,
  type TypedExpression,
} from "./context";
import { analyzeDerived, renameRelation, type FromClause } from "./analyze-derived";
import { analyzeTableRelation } from "./table";
import { analyzeCondition } from "./values";
import { pushConditions } from "./ordering";

/** @throws QueryFault */
export function analyzeRelation(relation: Relation, context: Context): FromClause {
  const from = analyzeWholeRelation(relation, context);
  return relation.is === "join" || relation.sample === undefined
    ? from
    : {
        ...from,
        sql: `${from.sql} TABLESAMPLE ${getPercent(relation.sample, context)} PERCENT (${relation.sample.method.toLowerCase()})`,
      };
}

/** @throws QueryFault NUMERIC_VALUE_OUT_OF_RANGE */
function getPercent({ percent }: Sample, context: Context): number {
  const value =
    percent.is === "integer" || percent.is === "decimal" || percent.is === "double" ? Number(percent.value) : NaN;
  if (value >= 0 && value <= 100) return value;
  throw createFaultAt(context, percent.at, [
    "NUMERIC_VALUE_OUT_OF_RANGE",
    `Sample percentage must be ${value > 100 ? "less than or equal to 100" : "greater than or equal to 0"}`,
  ]);
}

function analyzeWholeRelation(relation: Relation, context: Context): FromClause {
  switch (relation.is) {
    case "named":
      return analyzeNamed(relation, context);
    case "query":
      return analyzeDerived(
        analyzeQuery(relation.query, relation.lateral ? createLateral(context) : hideColumns(context)),
        {
          aliases: relation,
          qualifier: [],
          context,
          prefix: relation.lateral ? "LATERAL " : "",
        },
      );
    case "unnest":
      return unnest(relation, context);
    case "join":
      return join(relation, context);
  }
}

/** A relation in FROM sees the columns of outer queries, but none of its own query's. */
const hideColumns = (context: Context): Context => ({
  ...context,
  scope: { fields: [], outer: context.scope.outer },
});

/** A relation behind LATERAL also sees the columns of the relations before it. */
const createLateral = (context: Context): Context => ({ ...context, scope: { fields: [], outer: context.scope } });

function analyzeNamed(relation: Relation & { readonly is: "named" }, context: Context): FromClause {
  const [only = ""] = relation.name;
  const common = relation.name.length === 1 ? context.tables.get(only) : undefined;
  if (common !== undefined) {
    const result = analyzeQuery(common.query, hideColumns({ ...common.context, parameters: context.parameters }));
    refuseOtherCount(context, common.columns, result.columns);
    const columns = result.columns.map((column, index): Column => ({
      ...column,
      name: common.columns?.[index]?.name ?? column.name,
      title: common.columns?.[index]?.name ?? column.title,
    }));
    return analyzeDerived({ ...result, columns }, { aliases: relation, qualifier: [only], context });
  }
  const { from, qualifier } = analyzeTableRelation(relation, context);
  return renameRelation(from, { aliases: relation, qualifier, context });
}

/** `TABLE t`. @throws QueryFault */
export function analyzeTableQuery(body: QueryBody & { readonly is: "table" }, context: Context): QueryResult {
  const all = { is: "all", at: body.at, qualifier: undefined, aliases: undefined } as const;
  const from = { is: "named", at: body.at, name: body.name } as const;
  const select = {
    is: "select",
    at: body.at,
    distinct: false,
    items: [all],
    from,
    where: undefined,
    groupBy: undefined,
    having: undefined,
    windows: {},
  } as const;
  return analyzeQuery({ at: body.at, with: [], recursive: false, body: select, orderBy: [] }, context);
}

/**
 * UNNEST: arrays side by side, as many rows as the longest has items; a map gives keys and values, an array of rows the
 * rows' members.
 */
function unnest(relation: Relation & { readonly is: "unnest" }, context: Context): FromClause {
  const name = createName(context.session, "r");
  const items = relation.items.map((item) =>
    analyze(item, { ...context, grouping: createGrouping({ name: "UNNEST", holds: relation.items }) }),
  );
  const columns: Column[] = [];
  const lists: string[] = [];
  for (const { type, sql } of items) {
    const column = `u${lists.length + 1}`;
    if (type.kind === "map") {
      lists.push(`map_entries(${sql})`);
      columns.push(createUnnamedColumn(type.key, `${column}.key`), createUnnamedColumn(type.value, `${column}.value`));
    } else if (type.kind === "array") {
      lists.push(sql);
      if (type.item.kind === "row")
        columns.push(
          ...type.item.fields.map((field, index) => ({
            ...createUnnamedColumn(field.type, `${column}.f${index + 1}`),
            name: field.name,
            title: field.name,
          })),
        );
      else columns.push(createUnnamedColumn(type.item, column));
    } else throw new QueryFault("INVALID_FUNCTION_ARGUMENT", `Cannot unnest type: ${spell(type)}`);
  }
  const selected = lists.map((list, index) => `unnest(${list}) AS u${index + 1}`);
  if (relation.ordinality) {
    columns.push({ ...createUnnamedColumn(BIGINT, "o"), name: "ordinality", title: "ordinality" });
    selected.push(
      `unnest(range(1, greatest(${lists.map((list) => `coalesce(len(${list}), 0)`).join(", ")}) + 1)) AS o`,
    );
  }
  const sql = `LATERAL (SELECT ${selected.join(", ")}) AS ${name}`;
  const fields = columns.map((column): Field => ({
    ...column,
    sql: column.sql.includes(".") ? `(${name}.${column.sql.replace(".", ").")}` : `${name}.${column.sql}`,
    qualifier: [],
  }));
  return renameRelation({ sql, fields }, { aliases: relation, qualifier: [], context });
}

const createUnnamedColumn = (type: TypedExpression["type"], sql: string): Column => ({
  name: undefined,
  title: undefined,
  type,
  sql,
});

function join(relation: Relation & { readonly is: "join" }, context: Context): FromClause {
  const left = analyzeRelation(relation.left, context);
  const right = analyzeRelation(
    relation.right,
    isLateral(relation.right) ? { ...context, scope: { fields: left.fields, outer: context.scope.outer } } : context,
  );
  const { kind } = relation;
  // A column of an outer join's optional side can be NULL without a row there, so conditions on it rule out no
  // partition.
  const fields = [
    ...(kind === "RIGHT" || kind === "FULL" ? left.fields.map(removeConditions) : left.fields),
    ...(kind === "LEFT" || kind === "FULL" ? right.fields.map(removeConditions) : right.fields),
  ];
  if (relation.natural) throw createFaultAt(context, relation.left.at, ["NOT_SUPPORTED", "Natural join not supported"]);
  if (relation.using !== undefined) return joinUsing(relation, [left, right], { fields, context });
  if (relation.on === undefined) return { sql: `${left.sql} CROSS JOIN ${right.sql}`, fields };
  const inOn = {
    ...context,
    scope: { fields, outer: context.scope.outer },
    grouping: createGrouping({ name: "JOIN clause", holds: [relation.on] }),
  };
  const on = analyzeCondition(relation.on, inOn, "JOIN ON clause");
  if (kind === "INNER") pushConditions(relation.on, inOn);
  return { sql: `${left.sql} ${kind} JOIN ${right.sql} ON ${on}`, fields };
}

const isLateral = (relation: Relation): boolean =>
  relation.is === "unnest" || (relation.is === "query" && relation.lateral);

/** A join with USING: each of these columns appears once, before the others, without a qualifier. */
function joinUsing(
  relation: Relation & { readonly is: "join" },
  [left, right]: readonly [FromClause, FromClause],
  { fields, context }: { readonly fields: readonly Field[]; readonly context: Context },
): FromClause {
  const using = relation.using ?? [];
  const shared = using.map(({ name, at }) => {
    const [a, b] = [formatSideColumn("left", left), formatSideColumn("right", right)];
    function formatSideColumn(side: string, { fields: sideFields }: FromClause): TypedExpression {
      if (!sideFields.some((field) => field.name === name))
        throw createFaultAt(context, at, ["COLUMN_NOT_FOUND", `Column '${name}' is missing from ${side} side of join`]);
      return analyze(
        { is: "name", at, name, title: name },
        { ...context, scope: { fields: sideFields }, grouping: createGrouping() },
      );
    }
    const type = resolveCommonType(a.type, b.type);
    if (type === undefined) throw createOperatorFault(context, at, { operator: "=", types: [a.type, b.type] });
    const [x, y] = [convertArgument(a.sql, a.type, type), convertArgument(b.sql, b.type, type)];
    return {
      name,
      on: `${x} = ${y}`,
      field: {
        name,
        title: name,
        qualifier: [],
        type,
        sql: relation.kind === "RIGHT" ? y : relation.kind === "FULL" ? `coalesce(${x}, ${y})` : x,
      },
    };
  });
  const others = fields.filter(({ name }) => !using.some((item) => item.name === name));
  return {
    sql: `${left.sql} ${relation.kind} JOIN ${right.sql} ON ${shared.map(({ on }) => on).join(" AND ")}`,
    fields: [...shared.map(({ field }) => field), ...others],
  };
}
