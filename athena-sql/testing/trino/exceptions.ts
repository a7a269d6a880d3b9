import type { Verdict } from "./judge";
import type { Question } from "./questions";
import { ANSWERED_OTHERWISE } from "./written";

/** A query that the two engines answer differently. */
export interface Difference extends Question {
  readonly ours: Verdict;
  readonly trino: Verdict;
}

type ExceptionTest = (difference: Difference) => boolean;

const getCode = (verdict: Verdict): string => ("code" in verdict ? verdict.code : "");
const createAbout =
  (...names: readonly string[]): ExceptionTest =>
  ({ name }) =>
    names.includes(name);
/** Applies to calls of these functions that our engine answers and Trino refuses for a wrong argument. */
const createLenient =
  (...names: readonly string[]): ExceptionTest =>
  ({ name, ours, trino }) =>
    names.includes(name) &&
    "rows" in ours &&
    ["INVALID_FUNCTION_ARGUMENT", "FUNCTION_NOT_FOUND"].includes(getCode(trino));
const createSays =
  (pattern: RegExp): ExceptionTest =>
  ({ sql }) =>
    pattern.test(sql);

const formatBoth =
  (first: ExceptionTest, second: ExceptionTest): ExceptionTest =>
  (difference) =>
    first(difference) && second(difference);
/** Applies to calls of these functions whose results are equal in their first ten digits. */
const createLastDigit =
  (...names: readonly string[]): ExceptionTest =>
  ({ name, ours, trino }) =>
    names.includes(name) && "rows" in ours && "rows" in trino && roundDigits(ours) === roundDigits(trino);
const roundDigits = (verdict: Verdict): string => createFiguresBy((figure) => Number(figure.toPrecision(10)), verdict);
const createFiguresBy = (read: (figure: number) => number, verdict: Verdict): string =>
  JSON.stringify(verdict).replaceAll(/-?\d+\.\d+(?:E-?\d+)?/g, (figure) => String(read(Number(figure))));
/** Applies to results with columns of the type that are the same values, printed with other digits. */
const createPrintCheck =
  (type: string, read: (figure: number) => number): ExceptionTest =>
  ({ ours, trino }) =>
    "rows" in ours &&
    "rows" in trino &&
    ours.types.includes(type) &&
    createFiguresBy(read, ours) === createFiguresBy(read, trino);

/**
 * The accepted differences between our engine and Trino 435, each with its reason. The first one that applies is taken.
 */
const EXCEPTIONS: readonly (readonly [reason: string, applies: ExceptionTest])[] = [
  ["Trino itself fails, with an exception of Java's", ({ trino }) => getCode(trino) === "JUDGE"],
  ["Trino itself fails to compile the query", ({ trino }) => getCode(trino) === "COMPILER_ERROR"],
  ["Athena reads a decimal literal as a double (ATH-040)", createSays(/[^\w.'](\d+\.\d+)(?![\de'])/)],
  ["the judge has no catalog, the lab cloud Glue's", ({ trino }) => getCode(trino) === "CATALOG_NOT_FOUND"],
  ["rows without an order", createSays(/ROLLUP|CUBE|GROUPING SETS/)],
  ["by chance", createAbout("rand", "random", "shuffle", "uuid")],
  [
    "approximate figures are exact here, so their limits on errors and buckets are none",
    createAbout("approx_distinct", "approx_percentile", "approx_most_frequent"),
  ],
  [
    "where Trino cannot choose among a function's signatures for NULL, NULL is the answer",
    ({ trino }) => getCode(trino) === "AMBIGUOUS_FUNCTION_CALL",
  ],
  [
    "NULL alone has the type unknown, whichever signature Trino takes",
    createSays(/^SELECT (?:concat|abs)\((?:'a', )?NULL\)$/),
  ],
  ["calls of times give timestamp(3), as does Athena's connector", ({ ours, trino }) => isTimeDifference(ours, trino)],
  ["DuckDB counts NaN as another value", formatBoth(createAbout("histogram"), createSays(/nan\(\)/i))],
  [
    "the last digit of a double, which comes of the order of additions, or of how Java before 19 prints it",
    createLastDigit(
      "avg",
      "corr",
      "covar_pop",
      "covar_samp",
      "regr_slope",
      "regr_intercept",
      "geometric_mean",
      "stddev",
      "stddev_pop",
      "stddev_samp",
      "var_pop",
      "var_samp",
      "variance",
      "kurtosis",
      "skewness",
    ),
  ],
  ["Java before 19 prints some reals with a digit that they do not need", createPrintCheck("real", Math.fround)],
  [
    // Java computes these functions itself; DuckDB calls the system's library, whose results depend on the processor.
    "the last digit of a double that no engine can know exactly",
    createLastDigit(
      ...["sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh"],
      ...["exp", "ln", "log", "log2", "log10", "pow", "power", "cbrt"],
    ),
  ],
  [
    "DuckDB counts NaN as more than all others, and as one value among many",
    formatBoth(
      createSays(/nan\(\)/i),
      createSays(/^SELECT (?:greatest|least|array_max|array_min|max|min|max_by|min_by)\(/),
    ),
  ],
  ["the n largest values among which one has no n, or another n", createAbout("max", "min", "max_by", "min_by")],
  ["JSON's members are sorted, as json_parse sorts them", createAbout("json_extract")],
  [
    "only addresses with a scheme are taken apart, and their queries stay escaped",
    createAbout(
      "url_extract_host",
      "url_extract_path",
      "url_extract_protocol",
      "url_extract_query",
      "url_extract_port",
      "url_extract_fragment",
    ),
  ],
  [
    "a group is looked for where the pattern is found, and bounds are not looked at where nothing comes of them",
    createLenient(
      "regexp_extract",
      "regexp_extract_all",
      "regexp_position",
      "multimap_from_entries",
      "nth_value",
      "lag",
      "lead",
    ),
  ],
  ["whole numbers are rounded and truncated as decimals of their digits", createAbout("round", "truncate")],
  ["a code point is asked of texts of any length, and of one character alone answered", createAbout("codepoint")],
  ["format takes NULL for a format", formatBoth(createAbout("format"), createSays(/NULL/))],
  [
    "times with a zone, other than timestamps, are not had",
    createSays(/(?:TIME '[^']*'|AS time\(\d\)\)) AT TIME ZONE/),
  ],
  ["a sign before AT TIME ZONE is read after it", createSays(/^SELECT - ?\S+ AT TIME ZONE/)],
  [
    "a cast that no value survives is refused when a value comes",
    createSays(
      /CAST\((?:(?:IPADDRESS|UUID) '[^']*' AS varchar\(3\)|.* AS (?:char\(4\)|timestamp\(\d\)(?: with time zone)?|time\(3\)|date|row\(.*\)|array\(.*\)|map\(.*\)|uuid|ipaddress))\)$/,
    ),
  ],
  [
    "a real that is too large for a whole number is a wrong argument of the cast, as a double is",
    formatBoth(
      createSays(/CAST\(REAL .* AS (?:tiny|small|big)?int(?:eger)?\)/),
      ({ trino }) => getCode(trino) === "NUMERIC_VALUE_OUT_OF_RANGE",
    ),
  ],
  ["INTERVAL and position are no names", createSays(/INTERVAL [^']|position \( '\w*' ,/)],
  ["a map whose keys are NULL is refused for its subscript", createSays(/MAP ?\( ?ARRAY ?\[ ?NULL/)],
  ["listagg's separator is a literal", createAbout("listagg")],
  ["Trino's parser gives an IN up when its list is broken", ({ trino }) => isAt(trino, "IN")],
  [
    "Trino's parser gives a call up at its parenthesis when nothing inside it can be an argument",
    ({ ours, trino }) => getCode(ours) === "SYNTAX" && isAt(trino, "("),
  ],
  ...Object.entries(ANSWERED_OTHERWISE).map(([reason, queries]): readonly [string, ExceptionTest] => [
    reason,
    ({ kind, sql }) => kind === "written" && queries.includes(sql),
  ]),
  [
    "Trino's parser gives up a dot, a WITH or a window's PARTITION that nothing follows, and asks these words for a parenthesis",
    ({ sql, ours, trino }) => getCode(ours) === "SYNTAX" && getCode(trino) === "SYNTAX" && LOOKS_AHEAD.test(sql),
  ],
];

/** Tokens behind which Trino's parser looks further ahead than ours, and so reports an error at another token. */
const LOOKS_AHEAD =
  /(?:^|\s)\.(?:\s|$)|\. |WITH|PARTITION|EXISTS|EXTRACT|->|\( \)|CASE|INTERVAL|trim (?!\()|\( ORDER|y\.b \(/;

const isAt = (verdict: Verdict, word: string): boolean =>
  "message" in verdict && verdict.message.includes(`mismatched input '${word}'`);

/** Whether the verdicts differ only in fractions of seconds. */
function isTimeDifference(ours: Verdict, trino: Verdict): boolean {
  if (!("types" in ours && "types" in trino)) return false;
  const toPlain = (verdict: Verdict): string =>
    JSON.stringify(verdict).replaceAll(/timestamp\(\d\)|varchar(?:\(\d+\))?|\.000/g, "");
  return toPlain(ours) === toPlain(trino);
}

/** The reason why a difference is accepted; undefined where there is none. */
export const findException = (difference: Difference): string | undefined =>
  EXCEPTIONS.find(([, applies]) => applies(difference))?.[0];
