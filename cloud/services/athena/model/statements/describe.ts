import { getPartitionKeys } from "../../../glue/model/catalog";
import type { ColumnInput } from "../../../glue/model/fields";
import type { StoredTable } from "../../../glue/model/stored";
import type { DdlOf } from "../ddl/statements";
import { createHiveColumn } from "../results/result-files";
import { formatTableDetails, formatTable } from "./describe-details";
import { isView, requireTable, type DdlAnswer, type DdlContext } from "./ddl-context";
import { hasEmbeddedSchema } from "./storage-formats";
import { parseView } from "./view-text";
import { padField } from "./partition-spec";

const COLUMNS = [createHiveColumn("col_name"), createHiveColumn("data_type"), createHiveColumn("comment")];
const BLANK = "\t \t ";
const HEADING = "# col_name            \tdata_type           \tcomment             ";

/** DESCRIBE [EXTENDED | FORMATTED] (ATH-016, ATH-017; layouts measured on AWS, 2026-09). @throws HiveFault */
export function describe(context: DdlContext, { table: name, style }: DdlOf<"describe">): DdlAnswer {
  const table = requireTable(context, name);
  if (isView(table) && style === "plain") return describeView(table);
  return { columns: COLUMNS, metadata: "plain", lines: formatLines(table, listShownColumns(table), style) };
}

function formatLines(
  table: StoredTable,
  columns: readonly ColumnInput[],
  style: "plain" | "extended" | "formatted",
): readonly string[] {
  const keys = getPartitionKeys(table);
  const partitions =
    keys.length === 0 ? [] : [BLANK, "# Partition Information\t \t ", HEADING, BLANK, ...keys.map(formatColumn)];
  switch (style) {
    case "plain":
      return [...columns.map(formatColumn), ...keys.map(formatColumn), ...partitions];
    case "extended":
      return [...columns.map(formatColumn), ...keys.map(formatColumn), ...partitions, BLANK, formatTable(table)];
    // In this layout the partition keys are not listed among the columns.
    case "formatted":
      return [HEADING, BLANK, ...columns.map(formatColumn), ...partitions, BLANK, ...formatTableDetails(table)];
  }
}

/** The data columns as Hive shows them: if the SerDe defines the columns itself, a column without a comment gets the comment "from deserializer". */
export function listShownColumns({ definition }: StoredTable): readonly ColumnInput[] {
  const { Columns: columns = [], SerdeInfo: serde } = definition.StorageDescriptor ?? {};
  return hasEmbeddedSchema(serde?.SerializationLibrary ?? "")
    ? columns.map((column) => ({ Comment: "from deserializer", ...column }))
    : columns;
}

/** Hive cuts a comment at its first tab (measured). */
const formatColumn = ({ Name: name, Type: type = "", Comment: comment = "" }: ColumnInput): string =>
  `${padField(name)}\t${padField(type)}\t${padField(comment).split("\t")[0] ?? ""}`;

/** A view's columns, for DESCRIBE and SHOW COLUMNS: with the types as queries spell them, and without padding. */
export function describeView(table: StoredTable): DdlAnswer {
  const { columns } = parseView(table);
  return {
    columns: [createHiveColumn("column", "varchar"), createHiveColumn("type", "varchar")],
    lines: columns.map(({ name, type }) => `${name}\t${type}`),
    metadata: "counted",
    subtype: "DESC_VIEW",
  };
}
