import { itemAt } from "../../../core/item-at";
import type { Filter } from "./filter";
import { unclosedFilterPattern } from "../faults";
import { Comparisons, numberIn } from "./comparison";
import { fieldsOf } from "./message-fields";
import { Scanner } from "./scanner";

/** Whether a field's text satisfies the condition. */
type Condition = (text: string) => boolean;

const NAME = /[A-Za-z0-9_-]*/y;
const always: Condition = () => true;

/**
 * Compiles a pattern for events with fields between blanks: `[ip, user, ..., request = *.html*, status = 404 || status
 * = 410, bytes > 1e3]`.
 *
 * An event must have as many fields as the pattern; `...` stands for any number of them, none included. A field's
 * conditions name that field; && binds more tightly than ||.
 *
 * @throws AwsFault InvalidParameterException
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function columnPattern(pattern: string): Filter {
  if (!pattern.endsWith("]")) throw unclosedFilterPattern("[", "]");
  const all = columns(new Scanner(pattern));
  return (message) => placed(all, message)?.every(([{ holds }, text]) => holds(text)) ?? false;
}

/**
 * The fields of an event, by the names that a pattern gives them: `ip`, `status`. Fields without a name are left out.
 *
 * @returns undefined if the event does not have as many fields as the pattern
 */
export function columnValues(pattern: string): (message: string) => ReadonlyMap<string, string> | undefined {
  const all = columns(new Scanner(pattern));
  return (message) => {
    const found = placed(all, message)?.flatMap(([{ name }, text]) => (name === "" ? [] : [[name, text] as const]));
    return found && new Map(found);
  };
}

/** Each column with its field; undefined if their numbers differ. */
function placed({ before, after }: Columns, message: string): (readonly [Column, string])[] | undefined {
  const fields = fieldsOf(message);
  if (after === undefined ? fields.length !== before.length : fields.length < before.length + after.length)
    return undefined;
  const behind = fields.length - (after ?? []).length;
  return [
    ...before.map((column, index) => [column, itemAt(fields, index)] as const),
    ...(after ?? []).map((column, index) => [column, itemAt(fields, behind + index)] as const),
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

function columns(scanner: Scanner): Columns {
  if (scanner.isAtEnd) scanner.fail();
  const comparisons = new Comparisons(scanner, (value) => numberIn(String(value)));
  const before: Column[] = [];
  let after: Column[] | undefined;
  do {
    const isEllipsis = scanner.passes("...");
    if (isEllipsis && after !== undefined) scanner.fail();
    if (isEllipsis) after = [];
    else (after ?? before).push(column(scanner, comparisons));
  } while (scanner.passes(","));
  if (!scanner.isAtEnd) scanner.fail();
  return { before, after };
}

/** Parses a column, whose name and conditions are both optional. */
function column(scanner: Scanner, comparisons: Comparisons): Column {
  const name = nameAt(scanner);
  const first = comparisons.read();
  if (first === undefined) return { name, holds: always };
  const next = (): Condition => {
    // Upper and lower case are equal: in AWS's own example one field is both w1 and W1.
    if (nameAt(scanner).toLowerCase() !== name.toLowerCase()) scanner.fail();
    return comparisons.read() ?? scanner.fail();
  };
  const any: Condition[][] = [[first]];
  for (;;) {
    if (scanner.passes("&&")) any.at(-1)?.push(next());
    else if (scanner.passes("||")) any.push([next()]);
    else return { name, holds: (text) => any.some((all) => all.every((holds) => holds(text))) };
  }
}

const nameAt = (scanner: Scanner): string => scanner.take(NAME)?.[0] ?? "";
