import { NAME_TOKENS } from "./name-tokens";
import { maybePartition } from "./parse-partition";
import type { StatementReader } from "./reader";
import type { DdlStatement } from "./statements";

/** Reads the rest of a statement after SHOW. */
export function parseShow(reader: StatementReader): DdlStatement {
  if (reader.has("databases") || reader.has("schemas")) return { kind: "show-databases", pattern: pattern(reader) };
  if (reader.has("tables")) return { kind: "show-tables", database: inDatabase(reader), pattern: pattern(reader) };
  if (reader.has("views")) return { kind: "show-views", database: inDatabase(reader), pattern: pattern(reader) };
  if (reader.has("partitions")) {
    const table = reader.tableName();
    return { kind: "show-partitions", table, spec: maybePartition(reader) };
  }
  if (reader.has("columns")) return parseShowColumns(reader);
  if (reader.has("create", "table")) return { kind: "show-create-table", table: reader.tableName() };
  if (reader.has("create", "view")) return { kind: "show-create-view", table: reader.tableName() };
  if (reader.has("tblproperties")) {
    const table = reader.tableName();
    return {
      kind: "show-table-properties",
      table,
      property: reader.sees("(") ? reader.list(() => reader.text())[0] : undefined,
    };
  }
  return reader.fail();
}

/** `SHOW COLUMNS IN table [IN database]`, either with IN or with FROM. */
function parseShowColumns(reader: StatementReader): DdlStatement {
  if (!reader.has("in") && !reader.has("from")) reader.fail("'FROM'", "'IN'");
  const table = reader.tableName();
  const database = table.database === undefined ? inDatabase(reader) : undefined;
  return { kind: "show-columns", table: database === undefined ? table : { ...table, database } };
}

/** Reads `IN database`, in which the catalog's name may stand before the database's. */
function inDatabase(reader: StatementReader): string | undefined {
  if (!reader.has("in") && !reader.has("from")) return undefined;
  const first = reader.name(NAME_TOKENS);
  return reader.has(".") ? reader.name(NAME_TOKENS) : first;
}

function pattern(reader: StatementReader): string | undefined {
  return reader.has("like") ? reader.text() : reader.maybeText();
}
