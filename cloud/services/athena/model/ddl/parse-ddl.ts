import { createNotEmulatedFault } from "../faults";
import { NAME_TOKENS } from "./name-tokens";
import { parseCreateTable } from "./parse-create-table";
import { StatementReader } from "./reader";
import type { DdlStatement, DdlOf, TableName } from "./statements";
import { parseOptionalPartition, parseColumns, parsePartition } from "./parse-columns";

/** Reads the rest of a statement after ALTER. */
function parseAlter(reader: StatementReader): DdlStatement {
  if (reader.has("database") || reader.has("schema")) {
    const name = reader.parseName();
    reader.take("set", "dbproperties");
    return { kind: "alter-database", name, properties: reader.parseProperties() };
  }
  reader.take("table");
  // ALTER TABLE has no IF EXISTS here, and IF can be the name of a table.
  if (reader.isNext("if", "exists")) {
    reader.parseAny();
    reader.fail();
  }
  return parseAction(reader, reader.parseTableName([], "statement"));
}

function parseAction(reader: StatementReader, table: TableName): DdlStatement {
  if (reader.isNext("partition")) return parsePartitionAction(reader, table);
  if (reader.has("add"))
    return reader.isNext("columns")
      ? listColumns(reader, { kind: "add-columns", table })
      : parseAddPartitions(reader, table);
  if (reader.has("drop")) return parseDropPartitions(reader, table);
  if (reader.has("replace")) return listColumns(reader, { kind: "replace-columns", table });
  if (reader.has("rename", "to")) return { kind: "rename-table", table, to: reader.parseTableName([], "statement") };
  if (reader.has("set", "location")) return { kind: "set-location", table, location: reader.parseText() };
  if (reader.has("set", "tblproperties"))
    return { kind: "set-table-properties", table, properties: reader.parseProperties() };
  if (reader.isNext("change"))
    throw createNotEmulatedFault(
      "ALTER TABLE … CHANGE COLUMN; ALTER TABLE … REPLACE COLUMNS gives a table new columns",
    );
  // The error names the word after SET.
  if (reader.isNext("set")) reader.parseAny();
  return reader.fail();
}

/** `ALTER TABLE t PARTITION (…) …`: changes one partition's columns, location or key values. */
function parsePartitionAction(reader: StatementReader, table: TableName): DdlStatement {
  const spec = parsePartition(reader);
  if (reader.has("rename", "to")) return { kind: "rename-partition", table, from: spec, to: parsePartition(reader) };
  if (reader.has("set", "location")) return { kind: "set-location", table, spec, location: reader.parseText() };
  if (reader.has("add")) return { ...listColumns(reader, { kind: "add-columns", table }), spec };
  if (reader.has("replace")) return { ...listColumns(reader, { kind: "replace-columns", table }), spec };
  return reader.fail();
}

type ColumnsStatement = DdlOf<"add-columns">;

function listColumns(reader: StatementReader, created: Pick<ColumnsStatement, "kind" | "table">): ColumnsStatement {
  if (!reader.has("columns")) reader.fail();
  return { ...created, columns: parseColumns(reader) };
}

function parseAddPartitions(reader: StatementReader, table: TableName): DdlStatement {
  const ifNotExists = reader.has("if", "not", "exists");
  if (!reader.isNext("partition")) reader.fail();
  const partitions = [];
  while (reader.isNext("partition")) {
    const spec = parsePartition(reader);
    partitions.push({ spec, ...(reader.has("location") ? { location: reader.parseText() } : {}) });
  }
  return { kind: "add-partitions", table, ifNotExists, partitions };
}

function parseDropPartitions(reader: StatementReader, table: TableName): DdlStatement {
  if (reader.isNext("column")) return parseRefusedLater(reader, table);
  const ifExists = reader.has("if", "exists");
  if (!reader.isNext("partition")) reader.fail("'PARTITION'");
  const specs = [parsePartition(reader)];
  while (reader.has(",")) specs.push(parsePartition(reader));
  reader.has("purge");
  return { kind: "drop-partitions", table, ifExists, specs };
}

/** `DROP COLUMN`: Athena accepts the statement, and fails it when the query runs (measured). */
function parseRefusedLater(reader: StatementReader, table: TableName): DdlStatement {
  const { message } = reader.createRefusal("'PARTITION'");
  reader.parseAny();
  reader.parseName();
  return { kind: "drop-column", table, message };
}

/** Reads the rest of a statement after SHOW. */
function parseShow(reader: StatementReader): DdlStatement {
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

/**
 * Reads a statement of Hive's DDL, and SHOW and DESCRIBE.
 *
 * @param statement without blanks around it, nor a semicolon at its end: positions count from its first character
 * @throws SyntaxFault in Athena's words
 * @see https://docs.aws.amazon.com/athena/latest/ug/ddl-reference.html
 */
export function parseDdl(statement: string): DdlStatement {
  const reader = new StatementReader(statement);
  const parsed = parse(reader);
  reader.end(...(ENDINGS[parsed.kind] ?? []));
  return parsed;
}

/**
 * The tokens that Hive's message lists as expected, beside the end, after a statement of each kind that should be over.
 */
const ENDINGS: Readonly<Partial<Record<DdlStatement["kind"], readonly string[]>>> = {
  "drop-table": ["'PURGE'"],
  "show-tables": ["'LIKE'", "STRING"],
};

function parse(reader: StatementReader): DdlStatement {
  if (reader.has("create")) return parseCreate(reader);
  if (reader.has("drop")) return parseDrop(reader);
  if (reader.has("alter")) return parseAlter(reader);
  if (reader.has("show")) return parseShow(reader);
  if (reader.has("describe") || reader.has("desc")) return parseDescribe(reader);
  if (reader.has("msck", "repair", "table")) return { kind: "repair-table", table: reader.parseTableName() };
  return reader.fail();
}

function parseCreate(reader: StatementReader): DdlStatement {
  if (reader.has("external", "table")) return parseCreateTable(reader, true);
  if (reader.has("table")) return parseCreateTable(reader, false);
  if (!reader.has("database") && !reader.has("schema")) return reader.fail();
  const ifNotExists = reader.has("if", "not", "exists");
  const name = reader.parseDatabaseName();
  const comment = reader.has("comment") ? reader.parseText() : undefined;
  const location = reader.has("location") ? reader.parseText() : undefined;
  const properties = reader.has("with", "dbproperties") ? reader.parseProperties() : {};
  return { kind: "create-database", name, ifNotExists, comment, location, properties };
}

function parseDrop(reader: StatementReader): DdlStatement {
  if (reader.has("table")) {
    const ifExists = reader.has("if", "exists");
    const table = reader.parseTableName();
    reader.has("purge");
    return { kind: "drop-table", table, ifExists };
  }
  if (reader.has("view")) {
    const ifExists = reader.has("if", "exists");
    return { kind: "drop-view", table: parseViewName(reader), ifExists };
  }
  if (!reader.has("database") && !reader.has("schema")) return reader.fail();
  const ifExists = reader.has("if", "exists");
  const name = reader.parseDatabaseName(NAME_TOKENS);
  const cascade = reader.has("cascade");
  if (!cascade) reader.has("restrict");
  return { kind: "drop-database", name, ifExists, cascade };
}

/** CREATE VIEW is read by Trino's grammar, so a view's name is quoted as Trino quotes names. */
function parseViewName(reader: StatementReader): { readonly name: string; readonly database?: string } {
  const parsePart = (): string => reader.parseOptionalText()?.toLowerCase() ?? reader.parseName();
  const parts = [parsePart()];
  while (reader.has(".")) parts.push(parsePart());
  const [name = "", database] = parts.reverse();
  return database === undefined ? { name } : { name, database };
}

function parseDescribe(reader: StatementReader): DdlStatement {
  const style = reader.isNext("extended") ? "extended" : reader.isNext("formatted") ? "formatted" : "plain";
  if (style !== "plain") reader.parseAny();
  const table = reader.parseTableName([]);
  if (reader.next.kind === "word" || reader.next.kind === "quoted")
    throw createNotEmulatedFault("DESCRIBE of one partition or column");
  return { kind: "describe", style, table };
}
