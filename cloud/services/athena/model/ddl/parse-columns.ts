import type { StatementReader } from "./reader";
import type { ColumnDefinition } from "./statements";

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
