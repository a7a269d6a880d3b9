import type { StatementReader } from "./reader";
import type { PartitionSpec } from "./statements";

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
