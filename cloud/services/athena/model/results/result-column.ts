import type { ColumnInfo as AthenaColumn } from "@aws-sdk/client-athena";
import type { ColumnInfo } from "../../engine/query-engine";
import type { ResultColumn } from "../stored-execution";

/** A column of a SHOW or DESCRIBE statement; Hive's `string` has no length (ATH-016). */
export const createHiveColumn = (name: string, type: "string" | "varchar" = "string"): ResultColumn => ({
  name,
  type,
  precision: 0,
  scale: 0,
});

/** The only result column of INSERT, CTAS and UNLOAD: how many rows they wrote (ATH-009). */
export const ROWS_COLUMN: ResultColumn = { name: "rows", type: "bigint", precision: 19, scale: 0 };

/** A column of a query's result. */
export const queryColumn = ({ name, resultType, precision, scale }: ColumnInfo): ResultColumn => ({
  name,
  type: resultType,
  precision,
  scale,
});

/** Texts of a query's result are case-sensitive, those of SHOW are not. */
export const isCaseSensitive = ({ type, precision }: ResultColumn): boolean =>
  (type === "varchar" || type === "char") && precision > 0;

/** A column as GetQueryResults answers it (ATH-008). */
export const describeColumn = (column: ResultColumn): AthenaColumn => ({
  CatalogName: "hive",
  SchemaName: "",
  TableName: "",
  Name: column.name,
  Label: column.name,
  Type: column.type,
  Precision: column.precision,
  Scale: column.scale,
  Nullable: "UNKNOWN",
  CaseSensitive: isCaseSensitive(column),
});
