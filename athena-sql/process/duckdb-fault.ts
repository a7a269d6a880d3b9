import { JobFault, TOO_LARGE_TO_ANALYZE } from "./job";

/** DuckDB's errors and engine v3's: a pattern of DuckDB's message, and engine v3's code and message. */
const WORDS: readonly (readonly [RegExp, string, (match: RegExpExecArray) => string])[] = [
  [
    /Overflow in (addition|subtraction|multiplication) of (INT8|INT16|INT32|INT64) \((.*?) ([-+*]) (.*?)\)!/,
    "NUMERIC_VALUE_OUT_OF_RANGE",
    ([, label = "", type = "", a = "", operator = "", b = ""]) =>
      `${INTEGERS[type] ?? type} ${label} overflow: ${a} ${operator} ${b}`,
  ],
  [/Overflow in negation of integer/, "NUMERIC_VALUE_OUT_OF_RANGE", () => "bigint negation overflow"],
  [
    /Overflow in (addition|subtraction|multiplication) of DECIMAL|Could not cast value .* to DECIMAL/,
    "NUMERIC_VALUE_OUT_OF_RANGE",
    () => "Decimal overflow",
  ],
  [/Casting value "(.*?)" to type DECIMAL/, "NUMERIC_VALUE_OUT_OF_RANGE", () => "Decimal overflow"],
  [
    /Type (HUGEINT|INT128) with value (\S+) can't be cast .*INT64/,
    "NUMERIC_VALUE_OUT_OF_RANGE",
    ([, , value = ""]) => `bigint overflow: ${value}`,
  ],
  [
    /[Mm]ore than one row returned by a subquery/,
    "SUBQUERY_MULTIPLE_ROWS",
    () => "Scalar sub-query has returned multiple rows",
  ],
  [
    /Invalid RANGE (?:PRECEDING|FOLLOWING) value/,
    "INVALID_WINDOW_FRAME",
    () => "Window frame offset value must not be negative or null",
  ],
  [/Invalid escape string/, "INVALID_FUNCTION_ARGUMENT", () => "Escape string must be a single character"],
  [
    /must appear in the GROUP BY clause/,
    "EXPRESSION_NOT_AGGREGATE",
    () => "A subquery uses a column which must appear in GROUP BY clause",
  ],
  [/Map keys must be unique/, "INVALID_FUNCTION_ARGUMENT", () => "Duplicate map keys are not allowed"],
  [/Map keys can not be NULL/, "INVALID_FUNCTION_ARGUMENT", () => "map key cannot be null"],
  [
    /Invalid input for (?:MIN\/MAX|arg_min\/arg_max): n value (must be .*|cannot be NULL)/,
    "INVALID_FUNCTION_ARGUMENT",
    ([, label = ""]) => `the number of values ${label}`,
  ],
  [/Out of Range Error: (.*)/, "NUMERIC_VALUE_OUT_OF_RANGE", ([, label = ""]) => label],
  [/Out of Memory Error/, "EXCEEDED_LOCAL_MEMORY_LIMIT", () => "Query exceeded per-node memory limit"],
  [/Max expression depth limit|Parser Error: memory exhausted/, "STACK_OVERFLOW", () => TOO_LARGE_TO_ANALYZE],
  [
    /Unsupported compression codec "(\w+)"/,
    "NOT_SUPPORTED",
    ([, codec = ""]) => `The lab cloud does not read Parquet files compressed with ${codec}`,
  ],
  [/Invalid unicode|invalid UTF/i, "HIVE_BAD_DATA", () => "A text is not valid UTF-8"],
];

/**
 * What DuckDB says of a Parquet file that is damaged or forged: too many different texts for a list. Errors of these kinds come from a file
 * that is read, other than those of a full disk.
 */
const BAD_FILE =
  /^(?:IO Error|Invalid Error|Serialization Error): (?!.*(?:write|No space))|^Invalid Input Error: (?:Failed to read file "|.*parquet)/i;

const INTEGERS: Readonly<Record<string, string>> = {
  INT8: "tinyint",
  INT16: "smallint",
  INT32: "integer",
  INT64: "bigint",
};

/**
 * The fault of a query that failed in DuckDB: the message of one of our own functions, which DuckDB wraps, or DuckDB's
 * error in engine v3's words.
 *
 * @param readsParquet whether DuckDB itself reads files for the query, which are Parquet
 */
export function toFault(error: unknown, readsParquet: boolean): unknown {
  if (!(error instanceof Error) || error instanceof JobFault) return error;
  const ours = /(?:^|: )([A-Z][A-Z_]{5,}): ([\s\S]*)$/.exec(
    error.message.replace(/^(?:Invalid Input|Invalid|Conversion|Out of Range|Executor) Error: /, ""),
  );
  if (ours !== null)
    return Object.assign(new JobFault(ours[1] ?? "", (ours[2] ?? "").replace(/\n\nLINE \d+:[\s\S]*$/, "")), {
      cause: error,
    });
  for (const [pattern, code, words] of WORDS) {
    const match = pattern.exec(error.message);
    if (match !== null) return Object.assign(new JobFault(code, words(match)), { cause: error });
  }
  if (readsParquet && BAD_FILE.test(error.message))
    return Object.assign(new JobFault("HIVE_BAD_DATA", "Malformed Parquet file"), { cause: error });
  return error;
}
