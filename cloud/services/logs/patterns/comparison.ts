import { regexTest } from "./regex";
import type { Scanner } from "./scanner";

/** A value of an event that can be compared: a text, or a number of JSON. */
export type Comparable = string | number;

/** A comparison of a value with what stands in the pattern. */
export type Comparison = (value: Comparable) => boolean;

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

/** How a pattern's comparisons are read. Regular expressions are counted: AWS takes two a pattern. */
export class Comparisons {
  readonly #scanner: Scanner;
  readonly #numberOf: (value: Comparable) => number | undefined;
  #regexes = 0;

  /** @param numberOf what is taken for a number in this kind of event */
  constructor(scanner: Scanner, numberOf: (value: Comparable) => number | undefined) {
    this.#scanner = scanner;
    this.#numberOf = numberOf;
  }

  /**
   * Reads an operator and what is behind it; undefined if there is no operator.
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
    // The text counts too: an account's number is a text in JSON.
    return (value) => this.#numberOf(value) === wanted || String(value) === bare;
  }

  #matching(source: string): Comparison {
    const isFound = regexTest(source);
    this.#regexes += 1;
    if (isFound === undefined || this.#regexes > 2) this.#scanner.fail();
    return (value) => isFound(String(value));
  }
}

/** A text of a pattern, in which an asterisk at an end stands for anything. In the middle it is an asterisk. */
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

/** The number that a text is, written as patterns write numbers. */
export const numberIn = (text: string): number | undefined => (NUMBER.test(text) ? Number(text) : undefined);
