import { regexTest } from "./regex";
import type { Scanner } from "./scanner";

/** A value of an event that can be compared: a string, or a JSON number. */
export type Comparable = string | number;

/** A comparison of a value with the pattern's. */
type Comparison = (value: Comparable) => boolean;

const OPERATOR = /<=|>=|!=|[=<>]/y;
const QUOTED = /"((?:[^"\\]|\\.)*)"/y;
const REGEX = /%([^%]*)%/y;
const BARE = /[A-Za-z0-9_.*+-]+/y;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

const ORDERS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};

/** Parses a pattern's comparisons. Counts regular expressions, since AWS allows two in a pattern. */
export class Comparisons {
  readonly #scanner: Scanner;
  readonly #numberOf: (value: Comparable) => number | undefined;
  #regexes = 0;

  /** @param numberOf gives the number that a value counts as in this kind of event */
  constructor(scanner: Scanner, numberOf: (value: Comparable) => number | undefined) {
    this.#scanner = scanner;
    this.#numberOf = numberOf;
  }

  /**
   * Parses an operator and the value after it; undefined if there is no operator.
   *
   * @throws AwsFault InvalidParameterException
   */
  read(): Comparison | undefined {
    const operator = this.#scanner.take(OPERATOR)?.[0];
    if (operator === undefined) return undefined;
    const order = ORDERS[operator];
    if (order !== undefined) return this.#ordered(order);
    const isEqual = this.#equality();
    return operator === "=" ? isEqual : (value) => !isEqual(value);
  }

  #ordered(order: (a: number, b: number) => boolean): Comparison {
    const [text = ""] = this.#scanner.take(BARE) ?? [];
    if (!NUMBER.test(text)) this.#scanner.fail();
    const wanted = Number(text);
    return (value) => {
      const number = this.#numberOf(value);
      return number !== undefined && order(number, wanted);
    };
  }

  #equality(): Comparison {
    const regex = this.#scanner.take(REGEX)?.[1];
    if (regex !== undefined) return this.#matching(regex);
    const quoted = this.#scanner.take(QUOTED)?.[1];
    if (quoted !== undefined) return likeText(quoted.replaceAll(/\\(.)/g, "$1"));
    const [bare] = this.#scanner.take(BARE) ?? this.#scanner.fail();
    if (!NUMBER.test(bare)) return likeText(bare);
    const wanted = Number(bare);
    // Also compared as text, since an account number, for example, is a string in JSON.
    return (value) => this.#numberOf(value) === wanted || String(value) === bare;
  }

  #matching(source: string): Comparison {
    const isFound = regexTest(source);
    this.#regexes += 1;
    if (isFound === undefined || this.#regexes > 2) this.#scanner.fail();
    return (value) => isFound(String(value));
  }
}

/**
 * Compares with a text of a pattern, in which an asterisk at the start or end matches anything. In the middle it is a
 * plain asterisk.
 */
function likeText(pattern: string): Comparison {
  const isOpenAtStart = pattern.startsWith("*");
  const isOpenAtEnd = pattern.endsWith("*") && pattern.length > 1;
  const text = pattern.slice(isOpenAtStart ? 1 : 0, isOpenAtEnd ? -1 : undefined);
  return (value) => {
    const found = String(value);
    if (isOpenAtStart && isOpenAtEnd) return found.includes(text);
    if (isOpenAtStart) return found.endsWith(text);
    return isOpenAtEnd ? found.startsWith(text) : found === text;
  };
}

/** The number that a text spells, in the number format of patterns. */
export const numberIn = (text: string): number | undefined => (NUMBER.test(text) ? Number(text) : undefined);
