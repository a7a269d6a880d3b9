import type { Random } from "../../../../../core/random";
import { literalOf, pick, TYPES } from "./literals";

const OPERATORS = [
  "+",
  "-",
  "*",
  "/",
  "%",
  "||",
  "=",
  "<>",
  "<",
  "<=",
  ">",
  ">=",
  "AND",
  "OR",
  "LIKE",
  "IS DISTINCT FROM",
];
const TARGETS = [
  ...TYPES.filter((type) => type !== "decimal"),
  "decimal(10, 2)",
  "decimal(3, 1)",
  "varchar(3)",
  "char(4)",
  "timestamp(0)",
  "timestamp(6)",
  "array(varchar)",
  "array(integer)",
  "map(varchar, integer)",
  "row(a integer, b varchar)",
];
const NESTED = ["ARRAY[1, 2]", "ARRAY['a', NULL]", "MAP(ARRAY['k'], ARRAY[1])", "ROW(1, 'x')", "ARRAY[]", "NULL"];

type Make = (random: Random) => string;
const any: Make = (random) => (random.below(8) === 0 ? pick(random, NESTED) : literalOf(pick(random, TYPES), random));
const ofType = (random: Random): readonly [string, string] => {
  const type = pick(random, TYPES);
  return [literalOf(type, random), literalOf(random.below(3) === 0 ? pick(random, TYPES) : type, random)];
};

/**
 * The kinds of expressions that the type analysis distinguishes; each makes an expression with operands of random
 * types.
 */
const SHAPES: readonly Make[] = [
  (random) => {
    const [left, right] = ofType(random);
    return `${left} ${pick(random, OPERATORS)} ${right}`;
  },
  (random) => `CAST(${any(random)} AS ${pick(random, TARGETS)})`,
  (random) => `TRY_CAST(${any(random)} AS ${pick(random, TARGETS)})`,
  (random) => {
    const [left, right] = ofType(random);
    return `COALESCE(NULL, ${left}, ${right})`;
  },
  (random) => {
    const [left, right] = ofType(random);
    return `NULLIF(${left}, ${right})`;
  },
  (random) => {
    const [left, right] = ofType(random);
    return `CASE WHEN ${literalOf("boolean", random)} THEN ${left} ELSE ${right} END`;
  },
  (random) => {
    const [left, right] = ofType(random);
    return `IF(${literalOf("boolean", random)}, ${left}, ${right})`;
  },
  (random) => {
    const [left, right] = ofType(random);
    return `${left} IN (${right}, ${left})`;
  },
  (random) => {
    const [left, right] = ofType(random);
    return `${left} BETWEEN ${right} AND ${left}`;
  },
  (random) => {
    const [left, right] = ofType(random);
    return `ARRAY[${left}, ${right}]`;
  },
  (random) => `- ${any(random)}`,
  (random) => `NOT ${any(random)}`,
  (random) => `${pick(random, NESTED)}[${any(random)}]`,
  (random) =>
    `EXTRACT(${pick(random, ["YEAR", "MONTH", "DAY", "HOUR", "SECOND", "DOW", "WEEK", "TIMEZONE_HOUR"])} FROM ${any(random)})`,
  (random) => `${any(random)} AT TIME ZONE 'Asia/Kolkata'`,
];

export const expressionQuery = (random: Random): string => `SELECT ${pick(random, SHAPES)(random)}`;
