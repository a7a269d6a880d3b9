/** A number with the text that was written: a number of JavaScript's would lose digits. */
export class JsonNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }

  get isWhole(): boolean {
    return /^-?\d+$/.test(this.text);
  }
}

/**
 * A JSON value. Numbers from JSON.parse are JavaScript's, numbers from `ExactJson` are exact. Of equal keys the last
 * one counts.
 */
export type Json = null | boolean | string | number | JsonNumber | Json[] | JsonObject;

/** An object with its members in order. */
export interface JsonObject {
  [key: string]: Json;
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof JsonNumber);

/**
 * Compact JSON; exact numbers keep their original digits.
 *
 * @param number formats a JavaScript number
 */
export function writeJson(value: Json, number: (value: number) => string = String): string {
  if (value instanceof JsonNumber) return value.text;
  if (typeof value === "number") return number(value);
  if (Array.isArray(value)) return `[${value.map((item) => writeJson(item, number)).join(",")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, member]) => `${JSON.stringify(key)}:${writeJson(member, number)}`)
    .join(",")}}`;
}

/**
 * The grammar of a reader: the blanks between values, the texts that are a number or a word, how deep values may nest.
 */
export interface JsonDialect {
  /** Sticky. */
  readonly blanks: RegExp;
  /** Sticky. */
  readonly scalar: RegExp;
  readonly deepest: number;
}

/**
 * The error for text that isn't JSON. `at` is the index of the error; `start` the index of the object or array around
 * it.
 */
export class JsonError extends Error {
  readonly at: number;
  readonly start: number;

  constructor(message: JsonFault, at: number, start = 0) {
    super(message);
    this.at = at;
    this.start = start;
  }

  declare readonly message: JsonFault;
}

type JsonFault =
  | "Nested too deeply"
  | "Missing value"
  | "Illegal escape or character in a string"
  | "Unterminated string"
  | "Expected a quoted name"
  | "Expected a ':' after a key"
  | "Expected a ',' or ']'"
  | "Expected a ',' or '}'"
  | "Unexpected text after the document";

const WORDS: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };

/**
 * Reads JSON where JSON.parse is not enough: it keeps the digits of long numbers, reads a document that is followed by
 * more text, and says where an error is.
 */
export class ExactJson {
  readonly #text: string;
  readonly #dialect: JsonDialect;
  #at = 0;

  constructor(text: string, dialect: JsonDialect) {
    this.#text = text;
    this.#dialect = dialect;
  }

  /** The index where the reader continues. */
  get at(): number {
    return this.#at;
  }

  /** Whether only blanks are left. */
  isAtEnd(): boolean {
    this.#take(this.#dialect.blanks);
    return this.#at >= this.#text.length;
  }

  /** The next value; the text after it is not read. @throws JsonError */
  parseValue(depth = 0): Json {
    if (depth > this.#dialect.deepest) throw new JsonError("Nested too deeply", this.#at);
    this.#take(this.#dialect.blanks);
    switch (this.#text[this.#at]) {
      case "{":
        return this.#parseObject(depth);
      case "[":
        return this.#parseArray(depth);
      case '"':
        return this.#parseString();
      default:
        return this.#parseScalar();
    }
  }

  #parseObject(depth: number): Json {
    const start = this.#at++;
    // A key such as __proto__ must become a member like any other.
    const members = Object.create(null) as JsonObject;
    if (this.#has("}")) return members;
    do {
      this.#take(this.#dialect.blanks);
      if (this.#text[this.#at] !== '"') throw new JsonError("Expected a quoted name", this.#at, start);
      const key = this.#parseString();
      if (!this.#has(":")) throw new JsonError("Expected a ':' after a key", this.#at, start);
      members[key] = this.parseValue(depth + 1);
    } while (this.#has(","));
    if (!this.#has("}")) throw new JsonError("Expected a ',' or '}'", this.#at, start);
    return members;
  }

  #parseArray(depth: number): Json {
    const start = this.#at++;
    const items: Json[] = [];
    if (this.#has("]")) return items;
    do items.push(this.parseValue(depth + 1));
    while (this.#has(","));
    if (!this.#has("]")) throw new JsonError("Expected a ',' or ']'", this.#at, start);
    return items;
  }

  #parseString(): string {
    const from = this.#at;
    for (let at = from + 1; at < this.#text.length; at++) {
      if (this.#text[at] === "\\") at += 1;
      else if (this.#text[at] === '"') {
        this.#at = at + 1;
        try {
          return String(JSON.parse(this.#text.slice(from, at + 1)));
        } catch {
          throw new JsonError("Illegal escape or character in a string", from);
        }
      }
    }
    throw new JsonError("Unterminated string", this.#text.length, from);
  }

  #parseScalar(): Json {
    const text = this.#take(this.#dialect.scalar);
    if (text === undefined) throw new JsonError("Missing value", this.#at);
    const word = WORDS[text];
    return word === undefined ? new JsonNumber(text) : word;
  }

  #has(character: string): boolean {
    this.#take(this.#dialect.blanks);
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #take(regex: RegExp): string | undefined {
    regex.lastIndex = this.#at;
    const found = regex.exec(this.#text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }
}
