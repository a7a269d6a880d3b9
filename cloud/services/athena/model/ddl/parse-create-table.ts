import { parseColumns } from "./parse-columns";
import type { StatementReader } from "./reader";
import type { BucketClause, CreateTable, RowFormat, StoredAs } from "./statements";

type Clauses = {
  -readonly [
    K in "partitionedBy" | "comment" | "bucketing" | "rowFormat" | "storedAs" | "location" | "properties"
  ]?: CreateTable[K];
};

/** Reads the rest of a statement after CREATE [EXTERNAL] TABLE. */
export function parseCreateTable(reader: StatementReader, isExternal: boolean): CreateTable {
  const ifNotExists = reader.has("if", "not", "exists");
  const table = reader.parseTableName([], "statement");
  const columns = reader.isNext("(") ? parseColumns(reader) : [];
  const clauses: Clauses = {};
  while (reader.next.kind !== "end") parseClause(reader, clauses);
  return {
    kind: "create-table",
    table,
    isExternal,
    ifNotExists,
    columns,
    partitionedBy: [],
    properties: {},
    ...clauses,
  };
}

/** Hive asks for the clauses in one order; Athena takes them in any order, each once. */
function parseClause(reader: StatementReader, clauses: Clauses): void {
  const requireOnce = (clause: keyof Clauses): void => {
    if (clauses[clause] !== undefined) reader.fail();
  };
  if (reader.has("comment")) {
    requireOnce("comment");
    clauses.comment = reader.parseText();
  } else if (reader.has("partitioned", "by")) {
    requireOnce("partitionedBy");
    clauses.partitionedBy = parseColumns(reader);
  } else if (reader.has("clustered", "by")) {
    requireOnce("bucketing");
    clauses.bucketing = parseBucketing(reader);
  } else if (reader.has("row", "format")) {
    requireOnce("rowFormat");
    clauses.rowFormat = parseRowFormat(reader);
  } else parseStorageClause(reader, clauses, requireOnce);
}

function parseStorageClause(reader: StatementReader, clauses: Clauses, once: (clause: keyof Clauses) => void): void {
  if (reader.has("stored", "as")) {
    once("storedAs");
    clauses.storedAs = parseStoredAs(reader);
  } else if (reader.has("location")) {
    once("location");
    clauses.location = reader.parseText();
  } else if (reader.has("tblproperties")) {
    once("properties");
    clauses.properties = reader.parseProperties();
  } else {
    // WITH belongs to Trino's grammar; the error names the token after WITH.
    reader.has("with");
    reader.fail();
  }
}

function parseBucketing(reader: StatementReader): BucketClause {
  const columns = reader.list(() => reader.parseName());
  const sorted = reader.has("sorted", "by")
    ? reader.list(() => {
        const column = reader.parseName();
        return { column, ascending: !reader.has("desc") && (reader.has("asc"), true) };
      })
    : [];
  reader.take("into");
  const buckets = reader.parseNumber();
  reader.take("buckets");
  return { columns, sorted, buckets };
}

function parseRowFormat(reader: StatementReader): RowFormat {
  if (reader.has("serde")) {
    const library = reader.parseText();
    return {
      kind: "serde",
      library,
      properties: reader.has("with", "serdeproperties") ? reader.parseProperties() : {},
    };
  }
  reader.take("delimited");
  const fields = reader.has("fields", "terminated", "by") ? reader.parseText() : undefined;
  const escape = fields !== undefined && reader.has("escaped", "by") ? reader.parseText() : undefined;
  const items = reader.has("collection", "items", "terminated", "by") ? reader.parseText() : undefined;
  const mapKeys = reader.has("map", "keys", "terminated", "by") ? reader.parseText() : undefined;
  const lines = reader.has("lines", "terminated", "by") ? reader.parseText() : undefined;
  const nullText = reader.has("null", "defined", "as") ? reader.parseText() : undefined;
  return { kind: "delimited", fields, escape, items, mapKeys, lines, nullText };
}

function parseStoredAs(reader: StatementReader): StoredAs {
  if (!reader.has("inputformat")) return { format: reader.parseWord() };
  const input = reader.parseText();
  reader.take("outputformat");
  return { input, output: reader.parseText() };
}
