import { keysOf } from "../../glue/catalog";
import type { GivenColumn } from "../../glue/fields";
import type { StoredTable } from "../../glue/stored";
import type { DdlOf } from "../ddl/statements";
import { hiveColumn } from "../results/result-column";
import { tableDetails, tableLine } from "./describe-details";
import { isView, tableNamed, type DdlAnswer, type DdlContext } from "./ddl-context";
import { padded } from "./padded";
import { readsItsOwnColumns } from "./storage-formats";
import { viewOf } from "./view-text";

const COLUMNS = [hiveColumn("col_name"), hiveColumn("data_type"), hiveColumn("comment")];
const BLANK = "\t \t ";
const HEADING = "# col_name            \tdata_type           \tcomment             ";

/** DESCRIBE [EXTENDED | FORMATTED] (ATH-016, ATH-017; layouts measured on AWS, 2026-09). @throws HiveFault */
export function describe(context: DdlContext, { table: name, style }: DdlOf<"describe">): DdlAnswer {
  const table = tableNamed(context, name);
  if (isView(table) && style === "plain") return viewColumns(table);
  return { columns: COLUMNS, metadata: "plain", lines: linesOf(table, shownColumns(table), style) };
}

function linesOf(
  table: StoredTable,
  columns: readonly GivenColumn[],
  style: "plain" | "extended" | "formatted",
): readonly string[] {
  const keys = keysOf(table);
  const partitions =
    keys.length === 0 ? [] : [BLANK, "# Partition Information\t \t ", HEADING, BLANK, ...keys.map(columnLine)];
  switch (style) {
    case "plain":
      return [...columns.map(columnLine), ...keys.map(columnLine), ...partitions];
    case "extended":
      return [...columns.map(columnLine), ...keys.map(columnLine), ...partitions, BLANK, tableLine(table)];
    // In this layout the partition keys are not listed among the columns.
    case "formatted":
      return [HEADING, BLANK, ...columns.map(columnLine), ...partitions, BLANK, ...tableDetails(table)];
  }
}

/** The data columns as Hive shows them: if the SerDe defines the columns itself, a column without a comment gets the comment "from deserializer". */
export function shownColumns({ definition }: StoredTable): readonly GivenColumn[] {
  const { Columns: columns = [], SerdeInfo: serde } = definition.StorageDescriptor ?? {};
  return readsItsOwnColumns(serde?.SerializationLibrary ?? "")
    ? columns.map((column) => ({ Comment: "from deserializer", ...column }))
    : columns;
}

/** Hive cuts a comment at its first tab (measured). */
const columnLine = ({ Name: name, Type: type = "", Comment: comment = "" }: GivenColumn): string =>
  `${padded(name)}\t${padded(type)}\t${padded(comment).split("\t")[0] ?? ""}`;

/** A view's columns, for DESCRIBE and SHOW COLUMNS: with the types as queries spell them, and without padding. */
export function viewColumns(table: StoredTable): DdlAnswer {
  const { columns } = viewOf(table);
  return {
    columns: [hiveColumn("column", "varchar"), hiveColumn("type", "varchar")],
    lines: columns.map(({ name, type }) => `${name}\t${type}`),
    metadata: "counted",
    subtype: "DESC_VIEW",
  };
}
