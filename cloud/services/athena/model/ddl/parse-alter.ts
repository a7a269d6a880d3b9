import { createNotEmulatedFault } from "../faults";
import { parseColumns, parsePartition } from "./parse-columns";
import type { StatementReader } from "./reader";
import type { DdlOf, DdlStatement, TableName } from "./statements";

/** Reads the rest of a statement after ALTER. */
export function parseAlter(reader: StatementReader): DdlStatement {
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
