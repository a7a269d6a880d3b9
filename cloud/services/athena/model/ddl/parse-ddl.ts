import { createNotEmulatedFault } from "../faults";
import { NAME_TOKENS } from "./name-tokens";
import { parseAlter } from "./parse-alter";
import { parseCreateTable } from "./parse-create-table";
import { StatementReader } from "./reader";
import type { DdlStatement } from "./statements";
import { parseOptionalPartition } from "./parse-columns";

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
