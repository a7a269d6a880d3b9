import { NAME_TOKENS } from "./name-tokens";
import { parseOptionalPartition } from "./parse-partition";
import type { StatementReader } from "./reader";
import type { DdlStatement } from "./statements";

/** Reads the rest of a statement after SHOW. */
export function parseShow(reader: StatementReader): DdlStatement {
  if (reader.has("databases") || reader.has("schemas"))
    return { kind: "show-databases", pattern: parsePattern(reader) };
  if (reader.has("tables"))
    return { kind: "show-tables", database: parseInDatabase(reader), pattern: parsePattern(reader) };
  if (reader.has("views"))
    return { kind: "show-views", database: parseInDatabase(reader), pattern: parsePattern(reader) };
  if (reader.has("partitions")) {
    const table = reader.parseTableName();
    return { kind: "show-partitions", table, spec: parseOptionalPartition(reader) };
  }
  if (reader.has("columns")) return parseShowColumns(reader);
  if (reader.has("create", "table")) return { kind: "show-create-table", table: reader.parseTableName() };
  if (reader.has("create", "view")) return { kind: "show-create-view", table: reader.parseTableName() };
  if (reader.has("tblproperties")) {
    const table = reader.parseTableName();
    return {
      kind: "show-table-properties",
      table,
      property: reader.isNext("(") ? reader.list(() => reader.parseText())[0] : undefined,
    };
  }
  return reader.fail();
}

/** `SHOW COLUMNS IN table [IN database]`, either with IN or with FROM. */
function parseShowColumns(reader: StatementReader): DdlStatement {
  if (!reader.has("in") && !reader.has("from")) reader.fail("'FROM'", "'IN'");
  const table = reader.parseTableName();
  const database = table.database === undefined ? parseInDatabase(reader) : undefined;
  return { kind: "show-columns", table: database === undefined ? table : { ...table, database } };
}

/** Reads `IN database`, in which the catalog's name may stand before the database's. */
function parseInDatabase(reader: StatementReader): string | undefined {
  if (!reader.has("in") && !reader.has("from")) return undefined;
  const first = reader.parseName(NAME_TOKENS);
  return reader.has(".") ? reader.parseName(NAME_TOKENS) : first;
}

function parsePattern(reader: StatementReader): string | undefined {
  return reader.has("like") ? reader.parseText() : reader.parseOptionalText();
}
