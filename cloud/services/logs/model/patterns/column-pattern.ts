import { getItemAt } from "../../../../../foundation/item-at";
import type { Filter } from "./filter";
import { createUnclosedFilterPatternFault } from "../faults";
import { Comparisons, parseNumber } from "./comparison";
import { Scanner } from "./scanner";

/**
 * A message's fields: the texts between blanks. A string in square brackets or double quotes is one field, given without
 * them.
 */
function splitFields(message: string): readonly string[] {
  const fields: string[] = [];
  /** Closing brackets or quotes that do not occur in the rest of the message, so that each is searched only once. */
  const missing = new Set<string>();
  const BLANK_OR_WORD = /\s+|\S+/y;
  let position = 0;
  while (position < message.length) {
    const opening = message[position];
    const closing = opening === "[" ? "]" : opening === '"' ? '"' : undefined;
    const end = closing === undefined || missing.has(closing) ? -1 : message.indexOf(closing, position + 1);
    if (end !== -1) {
      fields.push(message.slice(position + 1, end));
      position = end + 1;
      continue;
    }
    if (closing !== undefined) missing.add(closing);
    BLANK_OR_WORD.lastIndex = position;
    const [piece = ""] = BLANK_OR_WORD.exec(message) ?? [];
    if (/\S/.test(piece)) fields.push(piece);
    position += piece.length;
  }
  return fields;
}

/** Whether a field's text satisfies the condition. */
type Condition = (text: string) => boolean;

const NAME = /[A-Za-z0-9_-]*/y;
const returnTrue: Condition = () => true;

/**
 * Compiles a pattern for events with fields between blanks: `[ip, user, ..., request = *.html*, status = 404 || status
 * = 410, bytes > 1e3]`.
 *
 * An event must have as many fields as the pattern; `...` stands for any number of them, none included. A field's
 * conditions name that field; && binds more tightly than ||. AWS accepts `[]` (recorded by LocalStack, 2026-02-06); which
 * events it matches there is not known. Here it is one field without a name.
 *
 * @throws AwsFault InvalidParameterException
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function compileColumnPattern(pattern: string): Filter {
  if (!pattern.endsWith("]")) throw createUnclosedFilterPatternFault("[", "]");
  const all = parseColumns(new Scanner(pattern));
  return (message) => placeFields(all, message)?.every(([{ holds }, text]) => holds(text)) ?? false;
}

/**
 * The fields of an event, by the names that a pattern gives them: `ip`, `status`. Fields without a name are left out.
 *
 * @returns undefined if the event does not have as many fields as the pattern
 */
export function createColumnReader(pattern: string): (message: string) => ReadonlyMap<string, string> | undefined {
  const all = parseColumns(new Scanner(pattern));
  return (message) => {
    const found = placeFields(all, message)?.flatMap(([{ name }, text]) =>
      name === "" ? [] : [[name, text] as const],
    );
    return found && new Map(found);
  };
}

/** Each column with its field; undefined if their numbers differ. */
function placeFields({ before, after }: Columns, message: string): (readonly [Column, string])[] | undefined {
  const fields = splitFields(message);
  if (after === undefined ? fields.length !== before.length : fields.length < before.length + after.length)
    return undefined;
  const behind = fields.length - (after ?? []).length;
  return [
    ...before.map((column, index) => [column, getItemAt(fields, index)] as const),
    ...(after ?? []).map((column, index) => [column, getItemAt(fields, behind + index)] as const),
  ];
}

interface Column {
  /** Empty if the column has no name. */
  readonly name: string;
  readonly holds: Condition;
}

interface Columns {
  readonly before: readonly Column[];
  /** The columns after `...`; undefined if the pattern has no `...`. */
  readonly after: readonly Column[] | undefined;
}

function parseColumns(scanner: Scanner): Columns {
  const comparisons = new Comparisons(scanner, (value) => parseNumber(String(value)));
  const before: Column[] = [];
  let after: Column[] | undefined;
  do {
    const isEllipsis = scanner.consume("...");
    if (isEllipsis && after !== undefined) scanner.fail();
    if (isEllipsis) after = [];
    else (after ?? before).push(parseColumn(scanner, comparisons));
  } while (scanner.consume(","));
  if (!scanner.isAtEnd) scanner.fail();
  return { before, after };
}

/** Parses a column, whose name and conditions are both optional. */
function parseColumn(scanner: Scanner, comparisons: Comparisons): Column {
  const name = parseName(scanner);
  const first = comparisons.read();
  if (first === undefined) return { name, holds: returnTrue };
  const parseNext = (): Condition => {
    // Upper and lower case are equal: in AWS's own example one field is both w1 and W1.
    if (parseName(scanner).toLowerCase() !== name.toLowerCase()) scanner.fail();
    return comparisons.read() ?? scanner.fail();
  };
  const any: Condition[][] = [[first]];
  for (;;) {
    if (scanner.consume("&&")) any.at(-1)?.push(parseNext());
    else if (scanner.consume("||")) any.push([parseNext()]);
    else return { name, holds: (text) => any.some((all) => all.every((holds) => holds(text))) };
  }
}

const parseName = (scanner: Scanner): string => scanner.take(NAME)?.[0] ?? "";
