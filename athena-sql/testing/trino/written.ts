import { WRITTEN_CALLS } from "./written-calls";
import { WRITTEN_CASTS } from "./written-casts";
import { WRITTEN_EXPRESSIONS } from "./written-expressions";
import { WRITTEN_GROUPING } from "./written-grouping";
import { WRITTEN_QUERIES } from "./written-queries";
import { WRITTEN_RULES } from "./written-rules";
import { WRITTEN_VALUES } from "./written-values";

/** Literals of types that have a common type with each other; see written.ts. */
const GROUPS = {
  numbers: [
    ...["TINYINT '1'", "SMALLINT '2'", "3", "BIGINT '4'", "REAL '1.5'", "25e-1"],
    ...["DECIMAL '1.50'", "DECIMAL '1234.5'", "DECIMAL '-12345678901234567890.123'"],
  ],
  texts: ["'a'", "'abc'", "CAST('b' AS varchar)", "CAST('c' AS char(2))", "CAST('d' AS char(4))", "CAST('e' AS char)"],
  times: [
    "DATE '2030-01-02'",
    "TIMESTAMP '2030-01-02 03:04:05'",
    "TIMESTAMP '2030-01-02 03:04:05.678'",
    "TIMESTAMP '2030-01-02 03:04:05.67 +02:00'",
  ],
  arrays: ["ARRAY[1]", "ARRAY[2e0]", "ARRAY[NULL]", "ARRAY[DECIMAL '1.5', NULL]"],
  maps: [
    "MAP(ARRAY[1], ARRAY['a'])",
    "MAP(ARRAY[2e0], ARRAY['abc'])",
    "MAP(ARRAY[3], ARRAY[NULL])",
    "MAP(ARRAY[DECIMAL '4.5'], ARRAY[CAST('b' AS varchar)])",
  ],
  rows: [
    "ROW(1, 'a')",
    "CAST(ROW(2, 'b') AS ROW(x integer, y varchar(1)))",
    "CAST(ROW(3, 'c') AS ROW(x bigint, z varchar(3)))",
    "ROW(NULL, CAST('d' AS char(2)))",
  ],
  "equal types": ["true", "false", "NULL"],
};

/** Literals of types no two of which, one after the other, have a common type. */
const STRANGERS = [
  ...["true", "1", "'a'", "X'00'", "DATE '2030-01-02'", "TIME '01:02:03'", "JSON '1'"],
  ...["UUID '12151fd2-7586-11e9-8f9e-2a86e4085a59'", "IPADDRESS '::1'", "INTERVAL '1' DAY", "INTERVAL '1' MONTH"],
  ...["ARRAY[1]", "ARRAY['a']", "MAP(ARRAY[1], ARRAY[1])", "MAP(ARRAY['a'], ARRAY[1])", "MAP(ARRAY['a'], ARRAY['b'])"],
  ...["ROW(1, 2)", "ROW(1, 'a')", "ROW(1)", "true"],
];

const DECIMALS = [
  "DECIMAL '7'",
  "DECIMAL '-2.50'",
  "DECIMAL '1234.5'",
  "DECIMAL '0.0012'",
  "DECIMAL '1234567890123456.7'",
];

const createPairs = (values: readonly string[]): (readonly [string, string])[] =>
  values.flatMap((first) => values.map((second) => [first, second] as const));

/** Queries about common types, conversions to them, and the types of decimal arithmetic. */
const WRITTEN_TYPES: Readonly<Record<string, readonly string[]>> = {
  "common types": [
    ...Object.values(GROUPS).flatMap((values) =>
      values.map(
        (item) =>
          `SELECT ${values.map((other) => `typeof(COALESCE(${item}, ${other})), COALESCE(${other}, ${item})`).join(", ")}`,
      ),
    ),
    ...STRANGERS.slice(1).map((stranger, index) => `SELECT COALESCE(${stranger}, ${STRANGERS[index] ?? ""})`),
  ],
  "arithmetic with decimals": ["+", "-", "*", "/", "%"].flatMap((operator) => {
    const results = createPairs(DECIMALS).map(([a, b]) => `${a} ${operator} ${b}`);
    return [`SELECT ${results.map((result) => `typeof(${result})`).join(", ")}`, `SELECT ${results.join(", ")}`];
  }),
};

/**
 * Queries without tables that together reach each rule of the analysis, where it holds and where it is broken; by the
 * part of the language that they are about.
 */
export const WRITTEN: Readonly<Record<string, readonly string[]>> = {
  ...WRITTEN_QUERIES,
  ...WRITTEN_GROUPING,
  ...WRITTEN_CASTS,
  ...WRITTEN_EXPRESSIONS,
  ...WRITTEN_CALLS,
  ...WRITTEN_RULES,
  ...WRITTEN_TYPES,
  ...WRITTEN_VALUES,
};

/**
 * Queries of `WRITTEN` that the lab cloud answers otherwise than Trino, by the reason. Both refuse most of them; the others
 * are known differences.
 */
export const ANSWERED_OTHERWISE: Readonly<Record<string, readonly string[]>> = {
  "answered where Trino refuses": ["SELECT CAST(ROW(1, 2) AS ROW(x integer, x integer)).x"],
  "not had by the lab cloud": [
    "SELECT CAST(TIME '03:04:05.678' AS timestamp with time zone)",
    "SELECT CAST(TIME '03:04:05.678' AS timestamp)",
    "SELECT MAP(ARRAY[1], ARRAY['x'])[1e0]",
  ],
  "refused in the analysis, where Trino's parser refuses": [
    "SELECT -99999999999999999999",
    "SELECT 9223372036854775807, 9223372036854775808",
    "SELECT 99999999999999999999",
  ],
  "text of char has another length": [
    "SELECT CAST('ab' AS char(4)) || 'c', CAST('abcdef' AS char(4)), length(CAST('ab' AS char(4)))",
  ],
  "refused as Trino does, in other words or at another place": [
    "SELECT (SELECT b) FROM (VALUES (1, 2)) t (a, b) GROUP BY a",
    "SELECT codepoint('ab')",
    "SELECT concat('a')",
    "SELECT position('b', 'abc')",
  ],
};
