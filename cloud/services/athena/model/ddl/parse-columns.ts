import type { StatementReader } from "./reader";
import type { ColumnDefinition, PartitionSpec } from "./statements";

/** Reads `(name type [COMMENT 'text'], …)`. */
export const parseColumns = (reader: StatementReader): ColumnDefinition[] => reader.list(() => formatColumn(reader));

function formatColumn(reader: StatementReader): ColumnDefinition {
  const name = reader.parseName();
  const type = parseType(reader);
  if (!reader.has("comment")) {
    if (!reader.isNext(",") && !reader.isNext(")")) reader.fail();
    return { name, type };
  }
  return { name, type, comment: reader.parseText() };
}

/**
 * Reads a type as text, without checking it: Athena takes any word for a type, and refuses an unknown type when it
 * makes the table. An opened bracket is read up to its closing one.
 */
function parseType(reader: StatementReader): string {
  let type = reader.parseName();
  if (reader.isNext("(")) {
    reader.take("(");
    const numbers = [reader.parseNumber()];
    while (reader.has(",")) numbers.push(reader.parseNumber());
    if (!reader.has(")")) reader.fail();
    return `${type}(${numbers.join(",")})`;
  }
  if (!reader.isNext("<")) return type;
  let depth = 0;
  do {
    const token = reader.parseAny();
    if (token.kind === "text") reader.fail();
    depth += token.value === "<" ? 1 : 0;
    depth -= token.value === ">" ? 1 : 0;
    type += token.kind === "quoted" ? token.value.toLowerCase() : token.value;
  } while (depth > 0);
  return type;
}

const OPERATORS = ["=", "<>", "<=", ">=", "<", ">"] as const;
/** Another spelling of `<>`. */
const NOT_EQUAL = "!=";

/** Reads `PARTITION (key = value, …)`. Values are texts, numbers, or words such as `true` and `DATE '2030-01-01'`. */
export function parsePartition(reader: StatementReader): PartitionSpec {
  reader.take("partition");
  return reader.list(() => {
    const key = reader.parseName();
    const operator = reader.has(NOT_EQUAL) ? "<>" : OPERATORS.find((sign) => reader.has(sign));
    if (operator === undefined) return reader.fail();
    return { key, operator, value: parseValue(reader) };
  });
}

function parseValue(reader: StatementReader): string {
  const isTyped = reader.isNext("date") || reader.isNext("timestamp");
  if (isTyped) reader.parseAny();
  const token = reader.next;
  if (token.kind !== "text" && (isTyped || (token.kind !== "number" && token.kind !== "word"))) return reader.fail();
  reader.parseAny();
  return token.value;
}

/** Reads `PARTITION (…)` if it is next. */
export const parseOptionalPartition = (reader: StatementReader): PartitionSpec | undefined =>
  reader.isNext("partition") ? parsePartition(reader) : undefined;
