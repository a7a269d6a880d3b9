import { createFaultAt, createName, type Context, type Field, type QueryResult } from "./context";

/** An analyzed FROM clause: its SQL, and the columns that names can stand for. */
export interface FromClause {
  readonly sql: string;
  readonly fields: readonly Field[];
}

type Aliases = { readonly alias?: string; readonly columns?: readonly string[]; readonly at: number };

interface ColumnNames {
  readonly prefix?: string;
  readonly aliases: Aliases;
  readonly qualifier: readonly string[];
  readonly context: Context;
}

/** A query as a relation, under its alias or, without one, under a name of its own. */
export function analyzeDerived(
  { sql, columns }: QueryResult,
  { aliases, qualifier, context, prefix = "" }: ColumnNames,
): FromClause {
  const name = createName(context.session, "r");
  const fields = columns.map((column): Field => ({ ...column, sql: `${name}.${column.sql}`, qualifier: [] }));
  return renameRelation({ sql: `${prefix}(${sql}) AS ${name}`, fields }, { aliases, qualifier, context });
}

/** A relation under its alias, with its column aliases. @throws QueryFault MISMATCHED_COLUMN_ALIASES */
export function renameRelation({ sql, fields }: FromClause, { aliases, qualifier, context }: ColumnNames): FromClause {
  const { alias, columns, at } = aliases;
  const visible = fields.filter((field) => field.hidden !== true);
  if (columns !== undefined && columns.length !== visible.length) {
    throw createFaultAt(context, at, [
      "MISMATCHED_COLUMN_ALIASES",
      `Column alias list has ${columns.length} entries but '${alias ?? ""}' has ${visible.length} columns available`,
    ]);
  }
  const named =
    columns === undefined
      ? fields
      : visible.map((field, index) => ({ ...field, name: columns[index], title: columns[index] }));
  return { sql, fields: named.map((field) => ({ ...field, qualifier: alias === undefined ? qualifier : [alias] })) };
}
