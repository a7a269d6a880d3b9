import type { ColumnInfo } from "../query-engine";
import { toHive } from "./hive";
import { spell, type SqlType } from "./type";

/** The precision that GetQueryResults gives for each type (ATH-008); 0 for other types. */
const PRECISIONS: Readonly<Record<string, number>> = {
  tinyint: 3,
  smallint: 5,
  integer: 10,
  bigint: 19,
  real: 17,
  double: 17,
  varchar: 2_147_483_647,
  timestamp: 3,
  varbinary: 1_073_741_824,
};

/** A column of a result, as GetQueryResults describes it. */
export function createColumnInfo(name: string, type: SqlType): ColumnInfo {
  return {
    name,
    type: spell(type),
    resultType: getResultType(type),
    precision: getPrecision(type),
    scale: type.kind === "decimal" ? type.scale : 0,
    hiveType: toHive(type),
  };
}

function getPrecision(type: SqlType): number {
  if (type.kind === "decimal") return type.precision;
  if ((type.kind === "varchar" || type.kind === "char") && type.length !== undefined) return type.length;
  return PRECISIONS[type.kind] ?? 0;
}

function getResultType(type: SqlType): string {
  if (type.kind === "real") return "float";
  return "zoned" in type && type.zoned ? `${type.kind} with time zone` : type.kind;
}
