import { compileRegexTest } from "./regex";
import type { Scanner } from "./scanner";

/** A value of an event that can be compared: a string, or a JSON number. */
export type ComparableValue = string | number;

/** A comparison of a value with the pattern's. */
type Comparison = (value: ComparableValue) => boolean;

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
  readonly #toNumber: (value: ComparableValue) => number | undefined;
  #regexes = 0;

  /** @param numberOf gives the number that a value counts as in this kind of event */
  constructor(scanner: Scanner, numberOf: (value: ComparableValue) => number | undefined) {
    this.#scanner = scanner;
    this.#toNumber = numberOf;
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
    if (order !== undefined) return this.#createOrderComparison(order);
    const isEqual = this.#createEquality();
    return operator === "=" ? isEqual : (value) => !isEqual(value);
  }

  #createOrderComparison(order: (a: number, b: number) => boolean): Comparison {
    const [text = ""] = this.#scanner.take(BARE) ?? [];
    if (!NUMBER.test(text)) this.#scanner.fail();
    const requested = Number(text);
    return (value) => {
      const number = this.#toNumber(value);
      return number !== undefined && order(number, requested);
    };
  }

  #createEquality(): Comparison {
    const regex = this.#scanner.take(REGEX)?.[1];
    if (regex !== undefined) return this.#createMatchComparison(regex);
    const quoted = this.#scanner.take(QUOTED)?.[1];
    if (quoted !== undefined) return createTextComparison(quoted.replaceAll(/\\(.)/g, "$1"));
    const [bare] = this.#scanner.take(BARE) ?? this.#scanner.fail();
    if (!NUMBER.test(bare)) return createTextComparison(bare);
    const requested = Number(bare);
    // Also compared as text, since an account number, for example, is a string in JSON.
    return (value) => this.#toNumber(value) === requested || String(value) === bare;
  }

  #createMatchComparison(source: string): Comparison {
    const isFound = compileRegexTest(source);
    this.#regexes += 1;
    if (isFound === undefined || this.#regexes > 2) this.#scanner.fail();
    return (value) => isFound(String(value));
  }
}

/**
 * Compares with a string of a pattern, in which an asterisk at the start or end matches anything. In the middle it is a
 * plain asterisk.
 */
function createTextComparison(pattern: string): Comparison {
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

/** The number that a string spells, in the number format of patterns. */
export const parseNumber = (text: string): number | undefined => (NUMBER.test(text) ? Number(text) : undefined);
