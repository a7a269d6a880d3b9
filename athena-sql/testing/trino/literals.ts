import type { Random } from "../../../foundation/random";

/** Literals of each type, with edge cases; NULL is drawn separately. */
const LITERALS: Readonly<Record<string, readonly string[]>> = {
  boolean: ["true", "false"],
  tinyint: ["TINYINT '0'", "TINYINT '7'", "TINYINT '-128'", "TINYINT '127'"],
  smallint: ["SMALLINT '0'", "SMALLINT '-3'", "SMALLINT '32767'"],
  integer: ["0", "1", "-1", "2", "3", "10", "2147483647", "-2147483647"],
  bigint: [
    "BIGINT '0'",
    "BIGINT '1'",
    "BIGINT '2'",
    "BIGINT '-1'",
    "BIGINT '5'",
    "BIGINT '100'",
    "BIGINT '9223372036854775807'",
  ],
  real: ["REAL '0'", "REAL '1.5'", "REAL '-2.25'", "REAL '1e10'"],
  double: ["0e0", "1e0", "1.5e0", "-2.25e0", "1e20", "1e-5", "123456.789e0", "nan()", "infinity()", "-infinity()"],
  decimal: ["DECIMAL '0'", "DECIMAL '1.50'", "DECIMAL '-2.5'", "DECIMAL '123456789.987'", "DECIMAL '0.001'"],
  varchar: [
    "''",
    "'a'",
    "'abc'",
    "'Größe'",
    "'😀x'",
    "'a,b,,c'",
    "' padded '",
    "'12'",
    "'-3.5'",
    "'true'",
    "'2030-01-02'",
    "'ABCabc'",
    "'a=1,b=2'",
  ],
  varbinary: ["X''", "X'00ff'", "X'616263'", "X'c3bc'"],
  date: ["DATE '2030-01-02'", "DATE '2024-02-29'", "DATE '1969-12-31'", "DATE '2000-12-31'"],
  "timestamp(3)": [
    "TIMESTAMP '2030-01-02 03:04:05.678'",
    "TIMESTAMP '2024-02-29 23:59:59.999'",
    "TIMESTAMP '1969-12-31 23:00:00.001'",
    "TIMESTAMP '2000-01-01 00:00:00.000'",
  ],
  "timestamp(3) with time zone": [
    "TIMESTAMP '2030-01-02 03:04:05.678 UTC'",
    "TIMESTAMP '2024-07-01 12:00:00.000 America/New_York'",
    "TIMESTAMP '1999-12-31 23:59:59.999 +05:30'",
  ],
  "time(3)": ["TIME '00:00:00.000'", "TIME '23:59:59.999'", "TIME '12:30:00.500'"],
  "interval day to second": ["INTERVAL '1' DAY", "INTERVAL '-90' MINUTE", "INTERVAL '1 02:03:04.005' DAY TO SECOND"],
  "interval year to month": ["INTERVAL '1' YEAR", "INTERVAL '-5' MONTH", "INTERVAL '1-2' YEAR TO MONTH"],
  json: [
    'JSON \'{"a": 1, "b": [1, "x", null]}\'',
    "JSON '[1, 2, 3]'",
    "JSON '\"text\"'",
    "JSON '12.5'",
    "JSON 'null'",
    "JSON 'true'",
    "JSON '[]'",
  ],
  uuid: ["UUID '12151fd2-7586-11e9-8f9e-2a86e4085a59'"],
  ipaddress: ["IPADDRESS '10.0.0.1'", "IPADDRESS '2001:db8::1'"],
};

/** The names of the types that have literals. */
export const TYPES = Object.keys(LITERALS);
/** How many of a hundred arguments are NULL. */
const NULLS = 8;

export const pick = <T>(random: Random, from: readonly [T, ...T[]] | readonly T[]): T => {
  const chosen = from[random.drawBelow(from.length)];
  if (chosen === undefined) throw new Error("nothing to choose from");
  return chosen;
};

/** A random expression of a type, by its name in Trino: a literal, sometimes an edge case or NULL. */
export function drawLiteral(type: string, random: Random): string {
  if (random.drawBelow(100) < NULLS) return `CAST(NULL AS ${type === "decimal" ? "decimal(10, 2)" : type})`;
  return pick(random, LITERALS[type] ?? ["NULL"]);
}
