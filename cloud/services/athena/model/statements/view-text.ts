import type { ColumnInput, CheckedTableInput } from "../../../glue/model/fields";
import type { StoredTable } from "../../../glue/model/stored";

// How Athena stores a view in the Data Catalog: as a table of type VIRTUAL_VIEW whose text is a comment with JSON in
// base64. https://docs.aws.amazon.com/athena/latest/ug/views.html; the format is that of Presto's Hive connector.

/** A view as queries see it. */
interface View {
  /** The view's query. */
  readonly sql: string;
  /** The database of table names in the query that name none. */
  readonly database: string | undefined;
  /** The view's columns, with types as engine v3 spells them. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

const TEXT = /^\/\* Presto View: ([A-Za-z0-9+/=]+) \*\/$/;

/** The view that a table of the catalog describes. A view of another program may lack the encoded text: then its columns are those of the catalog. */
export function parseView({ definition }: Pick<StoredTable, "definition">): View {
  const [, base64] = TEXT.exec(definition.ViewOriginalText ?? "") ?? [];
  const columns = (definition.StorageDescriptor?.Columns ?? []).map(({ Name: name, Type: type = "" }) => ({
    name,
    type,
  }));
  if (base64 === undefined) return { sql: definition.ViewOriginalText ?? "", database: undefined, columns };
  // The border: the text of a view is in the catalog, where anybody can write it.
  const found: unknown = parseJson(Buffer.from(base64, "base64").toString("utf8"));
  const {
    originalSql: sql,
    schema: database,
    columns: stored,
  } = typeof found === "object" && found !== null ? (found as Readonly<Record<string, unknown>>) : {};
  return {
    sql: typeof sql === "string" ? sql : "",
    database: typeof database === "string" ? database : undefined,
    columns: isColumns(stored) ? stored : columns,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const isColumns = (found: unknown): found is View["columns"] =>
  Array.isArray(found) &&
  found.every(
    (item: unknown) =>
      typeof item === "object" &&
      item !== null &&
      "name" in item &&
      "type" in item &&
      typeof item.name === "string" &&
      typeof item.type === "string",
  );

/**
 * A view as the catalog stores it.
 * @param columns the columns with Hive's types; the view's own columns have engine v3's
 */
export function createViewInput(name: string, view: View, columns: readonly ColumnInput[]): CheckedTableInput {
  const text = JSON.stringify({
    originalSql: view.sql,
    catalog: "awsdatacatalog",
    schema: view.database,
    columns: view.columns,
  });
  return {
    Name: name,
    TableType: "VIRTUAL_VIEW",
    Parameters: { comment: "Presto View", presto_view: "true" },
    PartitionKeys: [],
    StorageDescriptor: {
      Columns: [...columns],
      Location: "",
      Compressed: false,
      NumberOfBuckets: 0,
      SerdeInfo: { Parameters: {} },
      SortColumns: [],
      StoredAsSubDirectories: false,
    },
    ViewOriginalText: `/* Presto View: ${Buffer.from(text).toString("base64")} */`,
    ViewExpandedText: "/* Presto View */",
  };
}
