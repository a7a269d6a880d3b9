import type { Filter } from "./filter";
import { createUnclosedFilterPatternFault } from "../faults";
import { Comparisons, type ComparableValue } from "./comparison";
import { Scanner } from "./scanner";

/** Whether a parsed event satisfies the condition. */
type Condition = (event: unknown) => boolean;

/** A path from an event to a value: names of members, and indexes of arrays. */
type Path = readonly (string | number)[];

const SELECTOR = /\$((?:\.[A-Za-z0-9_-]+(?:\[\d{1,9}\])*)+)/y;
const STEP = /\.([A-Za-z0-9_-]+)|\[(\d+)\]/g;
const IS = /IS\s+(NULL|TRUE|FALSE)\b/y;
const NOT_EXISTS = /NOT\s+EXISTS\b/y;
const MEANT: Readonly<Record<string, unknown>> = { NULL: null, TRUE: true, FALSE: false };

/**
 * Compiles a pattern for JSON events: `{ ($.level = "ERROR" || $.latency >= 1e3) && $.user.name NOT EXISTS }`. && binds
 * more tightly than ||.
 *
 * A comparison holds for strings and numbers only: for an array, an object, a Boolean or a missing value, neither = nor
 * != does.
 *
 * @remarks AWS documents this for arrays and objects; for the other values it is this project's reading. A number
 * without quotes is compared with numbers as a number, and with strings as text; < and > hold for numbers only.
 * @throws AwsFault InvalidParameterException
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function compileJsonPattern(pattern: string): Filter {
  if (!pattern.endsWith("}")) throw createUnclosedFilterPatternFault("{", "}");
  const scanner = new Scanner(pattern);
  const holds = new JsonConditions(scanner).parseAny();
  if (!scanner.isAtEnd) scanner.fail();
  return (message) => {
    const event = parseJson(message);
    return typeof event === "object" && event !== null && holds(event);
  };
}

const parsePath = (selector: string): Path =>
  [...selector.matchAll(STEP)].map(([, name, location]) => name ?? Number(location));

/** The value of a JSON event at a selector such as `$.user.name` or `$.sizes[0]`; undefined if there is none. */
export const getJsonValue = (message: string, selector: string): unknown =>
  getAt(parseJson(message), parsePath(selector));

/** Whether a string is a single selector. */
export const isSelector = (text: string): boolean => new RegExp(`^${SELECTOR.source}$`).test(text);

/** The selectors that a pattern of JSON events names. */
export const listSelectors = (pattern: string): readonly string[] => [
  // Text between quotes isn't a selector.
  ...new Set(pattern.replace(/"(?:[^"\\]|\\.)*"/g, '""').match(new RegExp(SELECTOR.source, "g"))),
];

/** Undefined if the message isn't JSON. */
function parseJson(message: string): unknown {
  // Avoids an exception for each plain line.
  if (!/^\s*\{/.test(message)) return undefined;
  try {
    return JSON.parse(message);
  } catch {
    return undefined;
  }
}

class JsonConditions {
  readonly #scanner: Scanner;
  readonly #comparisons: Comparisons;

  constructor(scanner: Scanner) {
    this.#scanner = scanner;
    this.#comparisons = new Comparisons(scanner, (value) => (typeof value === "number" ? value : undefined));
  }

  parseAny(): Condition {
    const all = [this.#parseAll()];
    while (this.#scanner.consume("||")) all.push(this.#parseAll());
    return all.length === 1 && all[0] !== undefined ? all[0] : (event) => all.some((holds) => holds(event));
  }

  #parseAll(): Condition {
    const all = [this.#parseTerm()];
    while (this.#scanner.consume("&&")) all.push(this.#parseTerm());
    return all.length === 1 && all[0] !== undefined ? all[0] : (event) => all.every((holds) => holds(event));
  }

  #parseTerm(): Condition {
    if (!this.#scanner.consume("(")) return this.#parseCondition();
    const inside = this.parseAny();
    if (!this.#scanner.consume(")")) this.#scanner.fail();
    return inside;
  }

  #parseCondition(): Condition {
    const selector = this.#scanner.take(SELECTOR)?.[1] ?? this.#scanner.fail();
    const path = parsePath(selector);
    const meant = this.#scanner.take(IS)?.[1];
    if (meant !== undefined) return (event) => getAt(event, path) === MEANT[meant];
    if (this.#scanner.take(NOT_EXISTS) !== undefined) return (event) => getAt(event, path) === undefined;
    const holds = this.#comparisons.read() ?? this.#scanner.fail();
    return (event) => {
      const value = getAt(event, path);
      return isComparable(value) && holds(value);
    };
  }
}

const isComparable = (value: unknown): value is ComparableValue =>
  typeof value === "string" || typeof value === "number";

/** The value at a path of an event; undefined if there is none. */
function getAt(event: unknown, path: Path): unknown {
  let found = event;
  for (const step of path) {
    if (
      typeof found !== "object" ||
      found === null ||
      Array.isArray(found) !== (typeof step === "number") ||
      !Object.hasOwn(found, step)
    )
      return undefined;
    // The border: an object of JSON, which has this member.
    found = (found as Readonly<Record<string | number, unknown>>)[step];
  }
  return found;
}
