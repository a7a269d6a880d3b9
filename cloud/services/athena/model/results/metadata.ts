import type { ResultColumn } from "../stored-execution";
import { isCaseSensitive } from "./result-column";

/** The contents of a `.metadata` file. */
export interface Metadata {
  /** The id of the query; if the engine ran it, the engine's own id of it. */
  readonly id: string;
  /** The kind of a statement that wrote rows, `INSERT` or `CREATE TABLE`, and how many. */
  readonly update?: { readonly kind: string; readonly rows: number } | undefined;
  readonly columns: readonly ResultColumn[];
}

/** The members that the file has for a column of each type; none for other types. */
const FIGURES: Readonly<
  Record<string, { readonly precision?: true; readonly scale?: true; readonly caseSensitive: true }>
> = {
  ...Object.fromEntries(
    [
      "tinyint",
      "smallint",
      "integer",
      "bigint",
      "float",
      "double",
      "decimal",
      "varchar",
      "char",
      "varbinary",
      "timestamp",
      "timestamp with time zone",
      "time",
      "time with time zone",
    ].map((type) => [type, { precision: true, scale: true, caseSensitive: true }]),
  ),
  date: { scale: true, caseSensitive: true },
  boolean: { caseSensitive: true },
  "interval day to second": { caseSensitive: true },
  "interval year to month": { caseSensitive: true },
};
const UNKNOWN_NULLABLE = 3;

/**
 * The `.metadata` file beside a result: a protocol buffer, which Athena's JDBC driver reads. AWS does not document it; its fields are
 * known from files that AWS wrote.
 */
export function encodeMetadata({ id, update, columns }: Metadata): Buffer {
  return Buffer.concat([
    encodeText(1, id),
    ...(update === undefined ? [] : [encodeText(2, update.kind), encodeNumber(3, update.rows)]),
    ...columns.map((column) => encodeBytes(4, encodeColumn(column))),
  ]);
}

function encodeColumn(column: ResultColumn): Buffer {
  // SHOW's columns also have the type varchar, but no length.
  const figures = column.type === "varchar" && column.precision === 0 ? undefined : FIGURES[column.type];
  return Buffer.concat([
    encodeText(1, "hive"),
    encodeText(4, column.name),
    encodeText(5, column.name),
    encodeText(6, column.type),
    ...(figures?.precision ? [encodeNumber(7, column.precision)] : []),
    ...(figures?.scale ? [encodeNumber(8, column.scale)] : []),
    encodeNumber(9, UNKNOWN_NULLABLE),
    ...(figures === undefined ? [] : [encodeNumber(10, Number(isCaseSensitive(column)))]),
  ]);
}

const encodeText = (field: number, value: string): Buffer => encodeBytes(field, Buffer.from(value));
const encodeBytes = (field: number, value: Buffer): Buffer =>
  Buffer.concat([encodeVarint(field * 8 + 2), encodeVarint(value.length), value]);
const encodeNumber = (field: number, value: number): Buffer =>
  Buffer.concat([encodeVarint(field * 8), encodeVarint(value)]);

/** @param value a whole number, 0 or more */
function encodeVarint(value: number): Buffer {
  const found: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) found.push((rest % 0x80) + 0x80);
  return Buffer.from([...found, rest]);
}
