import { toSqlString } from "../../foundation/columnar/duckdb";
import { isInteger, isText, spell, getStorageType, type SqlType } from "../types/type";
import { failUnlessConverted } from "./values";

/** SQL that casts to varchar or char; undefined if the type cannot be cast to text. */
export function castToText(
  sql: string,
  from: SqlType,
  to: SqlType & { readonly kind: "varchar" | "char" },
): string | undefined {
  if (to.kind === "char" && !isText(from)) return undefined;
  const text = formatAsText(sql, from);
  if (text === undefined || to.length === undefined) return text;
  if (from.kind === "varchar" || from.kind === "char")
    return to.kind === "char" ? `rtrim(left(${text}, ${to.length}), ' ')` : `left(${text}, ${to.length})`;
  const tried = `CASE WHEN length(${text}) <= ${to.length} THEN ${text} END`;
  return failUnlessConverted(sql, tried, {
    message: `'INVALID_CAST_ARGUMENT: Value ' || ${text} || ' cannot be represented as ${spell(to)}'`,
    to,
  });
}

const TEXTS: Readonly<Record<string, (sql: string) => string>> = {
  double: (sql) => `double_text(${sql})`,
  ipaddress: (sql) => `ip_address_text(${sql})`,
  real: (sql) => `real_text(CAST(${sql} AS VARCHAR))`,
  "interval day to second": (sql) => `day_second_text(${sql})`,
  "interval year to month": (sql) => `year_month_text(${sql})`,
};

function formatAsText(sql: string, from: SqlType): string | undefined {
  if (from.kind === "timestamp") {
    const wall = from.zoned ? `wall_clock(${sql})` : sql;
    const text = `timestamp_text(${wall}, ${from.precision})`;
    return from.zoned ? `${text} || ' ' || (${sql}).z` : text;
  }
  if (from.kind === "time") return `time_text(${sql}, ${from.precision})`;
  if (from.kind === "char") return `rpad(${sql}, ${from.length}, ' ')`;
  if (["array", "map", "row", "varbinary", "function"].includes(from.kind)) return undefined;
  return (TEXTS[from.kind] ?? ((value) => `CAST(${value} AS VARCHAR)`))(sql);
}

const NUMBER = "[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?";
const INTEGERS: Readonly<Record<string, string>> = {
  tinyint: "TINYINT",
  smallint: "SMALLINT",
  integer: "INT",
  bigint: "BIGINT",
};

/** SQL that casts a string, with engine v3's message for a string that cannot be read; undefined if no text can be cast to the type. */
export function castFromText(sql: string, to: SqlType): string | undefined {
  if (isInteger(to))
    return castIfMatching(sql, to, { pattern: "[+-]?\\d+", message: describeCannotCast(sql, INTEGERS[to.kind] ?? "") });
  switch (to.kind) {
    case "boolean":
      return failUnlessConverted(
        sql,
        `CASE lower(${sql}) WHEN 'true' THEN true WHEN 't' THEN true WHEN '1' THEN true WHEN 'false' THEN false WHEN 'f' THEN false WHEN '0' THEN false END`,
        { message: describeCannotCast(sql, "BOOLEAN"), to },
      );
    case "real":
    case "double":
      return castIfMatching(`trim(${sql})`, to, {
        pattern: `${NUMBER}|[+-]?(NaN|Infinity)`,
        message: describeCannotCast(sql, to.kind.toUpperCase()),
      });
    case "decimal":
      return castIfMatching(sql, to, {
        pattern: NUMBER,
        message: `'INVALID_CAST_ARGUMENT: Cannot cast VARCHAR ''' || ${sql} || ''' to DECIMAL(${to.precision}, ${to.scale}). Value is not a number.'`,
      });
    case "varbinary":
      return `encode(${sql})`;
    default:
      return castTextToTime(sql, to);
  }
}

const DAY = "-?\\d+-\\d{1,2}-\\d{1,2}";
const CLOCK = "\\d{1,2}:\\d{1,2}(:\\d{1,2}(\\.\\d+)?)?";

function castTextToTime(sql: string, to: SqlType): string | undefined {
  const message = `'INVALID_CAST_ARGUMENT: Value cannot be cast to ${to.kind}: ' || ${sql}`;
  if (to.kind === "date") return castIfMatching(`ltrim(trim(${sql}), '+')`, to, { pattern: DAY, message });
  if (to.kind === "time") return castIfMatching(sql, to, { pattern: CLOCK, message });
  if (to.kind !== "timestamp") return undefined;
  if (to.zoned) return `zoned(zoned_instant(${sql}), zoned_zone(${sql}))`;
  return castIfMatching(`clock_padded(trim(${sql}))`, to, { pattern: `${DAY}( ${CLOCK})?`, message });
}

const describeCannotCast = (sql: string, type: string): string =>
  `'INVALID_CAST_ARGUMENT: Cannot cast ''' || ${sql} || ${toSqlString(`' to ${type}`)}`;

/** Checks the text against a pattern first, where DuckDB's cast would accept more texts than engine v3's. */
const castIfMatching = (
  sql: string,
  to: SqlType,
  { pattern, message }: { readonly pattern: string; readonly message: string },
): string =>
  failUnlessConverted(
    sql,
    `CASE WHEN regexp_full_match(${sql}, '${pattern}') THEN TRY_CAST(${sql} AS ${getStorageType(to)}) END`,
    {
      message,
      to,
    },
  );
