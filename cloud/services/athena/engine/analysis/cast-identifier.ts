import { toSqlString } from "../../../../columnar/duckdb";
import { isText, type SqlType } from "../types/type";
import { failUnlessConverted } from "./fail-unless-converted";

const UUID = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";

const formatRefusal = (what: string, value: string): string =>
  `${toSqlString(`INVALID_CAST_ARGUMENT: ${what}: `)} || ${value}`;

/** SQL that casts from and to UUID and IPADDRESS, with the messages of Trino's operators; undefined if there is no such cast. */
export function castIdentifier(sql: string, from: SqlType, to: SqlType): string | undefined {
  if (to.kind === "uuid") return toUuid(sql, from, to);
  if (to.kind === "ipaddress") return toAddress(sql, from, to);
  if (to.kind !== "varbinary") return undefined;
  if (from.kind === "ipaddress") return sql;
  return from.kind === "uuid" ? `from_hex(replace(CAST(${sql} AS VARCHAR), '-', ''))` : undefined;
}

function toUuid(sql: string, from: SqlType, to: SqlType): string | undefined {
  if (isText(from))
    return failUnlessConverted(
      sql,
      `CASE WHEN regexp_full_match(${sql}, '${UUID}') THEN TRY_CAST(${sql} AS UUID) END`,
      {
        message: formatRefusal("Cannot cast value to UUID", sql),
        to,
      },
    );
  if (from.kind !== "varbinary") return undefined;
  return failUnlessConverted(sql, `CASE WHEN octet_length(${sql}) = 16 THEN CAST(lower(hex(${sql})) AS UUID) END`, {
    message: formatRefusal("Invalid UUID binary length", `CAST(octet_length(${sql}) AS VARCHAR)`),
    to,
  });
}

function toAddress(sql: string, from: SqlType, to: SqlType): string | undefined {
  if (isText(from))
    return failUnlessConverted(sql, `ip_address(${sql})`, {
      message: formatRefusal("Cannot cast value to IPADDRESS", sql),
      to,
    });
  if (from.kind !== "varbinary") return undefined;
  return failUnlessConverted(sql, `ip_address_of(${sql})`, {
    message: formatRefusal("Invalid IP address binary length", `CAST(octet_length(${sql}) AS VARCHAR)`),
    to,
  });
}
