import type { Random } from "../../../foundation/random";
import { drawLiteral, pick, TYPES } from "./literals";

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

type ExpressionGenerator = (random: Random) => string;
const parseAny: ExpressionGenerator = (random) =>
  random.drawBelow(8) === 0 ? pick(random, NESTED) : drawLiteral(pick(random, TYPES), random);
const drawTypedPair = (random: Random): readonly [string, string] => {
  const type = pick(random, TYPES);
  return [drawLiteral(type, random), drawLiteral(random.drawBelow(3) === 0 ? pick(random, TYPES) : type, random)];
};

/**
 * The kinds of expressions that the type analysis distinguishes; each makes an expression with operands of random
 * types.
 */
const SHAPES: readonly ExpressionGenerator[] = [
  (random) => {
    const [left, right] = drawTypedPair(random);
    return `${left} ${pick(random, OPERATORS)} ${right}`;
  },
  (random) => `CAST(${parseAny(random)} AS ${pick(random, TARGETS)})`,
  (random) => `TRY_CAST(${parseAny(random)} AS ${pick(random, TARGETS)})`,
  (random) => {
    const [left, right] = drawTypedPair(random);
    return `COALESCE(NULL, ${left}, ${right})`;
  },
  (random) => {
    const [left, right] = drawTypedPair(random);
    return `NULLIF(${left}, ${right})`;
  },
  (random) => {
    const [left, right] = drawTypedPair(random);
    return `CASE WHEN ${drawLiteral("boolean", random)} THEN ${left} ELSE ${right} END`;
  },
  (random) => {
    const [left, right] = drawTypedPair(random);
    return `IF(${drawLiteral("boolean", random)}, ${left}, ${right})`;
  },
  (random) => {
    const [left, right] = drawTypedPair(random);
    return `${left} IN (${right}, ${left})`;
  },
  (random) => {
    const [left, right] = drawTypedPair(random);
    return `${left} BETWEEN ${right} AND ${left}`;
  },
  (random) => {
    const [left, right] = drawTypedPair(random);
    return `ARRAY[${left}, ${right}]`;
  },
  (random) => `- ${parseAny(random)}`,
  (random) => `NOT ${parseAny(random)}`,
  (random) => `${pick(random, NESTED)}[${parseAny(random)}]`,
  (random) =>
    `EXTRACT(${pick(random, ["YEAR", "MONTH", "DAY", "HOUR", "SECOND", "DOW", "WEEK", "TIMEZONE_HOUR"])} FROM ${parseAny(random)})`,
  (random) => `${parseAny(random)} AT TIME ZONE 'Asia/Kolkata'`,
];

export const drawExpressionQuery = (random: Random): string => `SELECT ${pick(random, SHAPES)(random)}`;
