import { malformed } from "../mismatch";
import { JsonNumber, type JsonValue } from "./value";

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** What Jackson takes for one token when it complains. */
const WORD = /[A-Za-z0-9_$]+/y;
const WORDS: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };
/** Deeper nesting than this is refused, as Jackson refuses it. */
const DEEPEST = 1_000;

/**
 * Reads all JSON values of a text, one behind the other, with every digit of their numbers.
 *
 * @throws Mismatch in Jackson's words, as AWS gives them
 */
export function parseExactly(text: string): readonly JsonValue[] {
  const parser = new Parser(text);
  const values: JsonValue[] = [];
  while (!parser.isAtEnd()) values.push(parser.value(0));
  return values;
}

class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  isAtEnd(): boolean {
    this.#skip(SPACE);
    return this.#at >= this.#text.length;
  }

  value(depth: number): JsonValue {
    if (depth > DEEPEST) throw malformed(`Document nesting depth (${depth}) exceeds the maximum allowed (${DEEPEST})`);
    this.#skip(SPACE);
    const character = this.#text[this.#at];
    switch (character) {
      case "{":
        return this.#object(depth);
      case "[":
        return this.#array(depth);
      case '"':
        return this.#string();
      default:
        return this.#plain(character);
    }
  }

  #object(depth: number): JsonValue {
    const start = this.#at++;
    // A key such as __proto__ must become a member like any other.
    const members = Object.create(null) as Record<string, JsonValue>;
    if (this.#has("}")) return members;
    do {
      this.#skip(SPACE);
      if (this.#text[this.#at] !== '"')
        throw this.#unexpected("was expecting double-quote to start field name", "Object", start);
      const key = this.#string();
      if (!this.#has(":"))
        throw this.#unexpected("was expecting a colon to separate field name and value", "Object", start);
      members[key] = this.value(depth + 1);
    } while (this.#has(","));
    if (!this.#has("}")) throw this.#unexpected("was expecting comma to separate Object entries", "Object", start);
    return members;
  }

  #array(depth: number): JsonValue {
    const start = this.#at++;
    const items: JsonValue[] = [];
    if (this.#has("]")) return items;
    do items.push(this.value(depth + 1));
    while (this.#has(","));
    if (!this.#has("]")) throw this.#unexpected("was expecting comma to separate Array entries", "Array", start);
    return items;
  }

  #string(): string {
    const end = this.#endOfString();
    try {
      const value = JSON.parse(this.#text.slice(this.#at, end)) as string;
      this.#at = end;
      return value;
    } catch {
      throw this.#badString();
    }
  }

  /** The place behind the closing quote, or behind the text if there is none. */
  #endOfString(): number {
    for (let at = this.#at + 1; at < this.#text.length; at++) {
      if (this.#text[at] === "\\") at += 1;
      else if (this.#text[at] === '"') return at + 1;
    }
    return this.#text.length;
  }

  #plain(character: string | undefined): JsonValue {
    if (character === undefined)
      throw malformed(`Unexpected end-of-input within/between Object entries${this.#place()}`);
    const number = /[-\d]/.test(character) ? this.#take(NUMBER) : undefined;
    if (number !== undefined && !this.#continuesWord()) return new JsonNumber(number);
    this.#at -= number?.length ?? 0;
    const word = this.#take(WORD);
    if (word === undefined)
      throw this.#unexpected(
        "expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
      );
    const known = WORDS[word];
    if (known === undefined)
      throw malformed(
        `Unrecognized token '${word}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')${this.#place()}`,
      );
    return known;
  }

  #badString(): Error {
    for (let at = this.#at + 1; at < this.#text.length; at++) {
      const code = this.#text.charCodeAt(at);
      if (code < 32) {
        this.#at = at;
        return malformed(
          `Illegal unquoted character ((CTRL-CHAR, code ${code})): has to be escaped using backslash to be included in string value${this.#place()}`,
        );
      }
      if (this.#text[at] !== "\\") continue;
      const escape = this.#text[at + 1] ?? "";
      if (!/["\\/bfnrtu]/.test(escape) && escape !== "") {
        this.#at = at + 1;
        return malformed(`Unrecognized character escape '${escape}' (code ${escape.charCodeAt(0)})${this.#place()}`);
      }
      at += 1;
    }
    this.#at = this.#text.length;
    return malformed(`Unexpected end-of-input in VALUE_STRING${this.#place()}`);
  }

  #unexpected(wanted: string, within?: "Object" | "Array", start = 0): Error {
    const character = this.#text[this.#at];
    if (character === undefined) {
      return malformed(
        `Unexpected end-of-input: expected close marker for ${within ?? "Object"} (start marker at [line: ${this.#lineOf(start)}, column: ${this.#columnOf(start)}])${this.#place()}`,
      );
    }
    return malformed(
      `Unexpected character ('${character}' (code ${character.codePointAt(0)})): ${wanted}${this.#place()}`,
    );
  }

  /** Jackson names its own object here too, by a number that is another each time; that is left out. */
  #place(): string {
    return `\n at [line: ${this.#lineOf(this.#at)}, column: ${this.#columnOf(this.#at)}]`;
  }

  #lineOf(at: number): number {
    return this.#text.slice(0, at).split("\n").length;
  }

  #columnOf(at: number): number {
    return at - this.#text.lastIndexOf("\n", at - 1);
  }

  #continuesWord(): boolean {
    return /[A-Za-z0-9_$.]/.test(this.#text[this.#at] ?? "");
  }

  #has(character: string): boolean {
    this.#skip(SPACE);
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #skip(regex: RegExp): void {
    this.#take(regex);
  }

  #take(regex: RegExp): string | undefined {
    regex.lastIndex = this.#at;
    const found = regex.exec(this.#text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }
}
