import { isObject, JsonNumber, writeJson, type Json, type JsonObject } from "../../foundation/columnar/exact-json";

/** The message of org.json for a string that is not JSON, with the position where it stopped. */
export class OrgJsonError extends Error {}

/** Deeper nesting would overflow the stack and end the process; Java's parser has no such limit of its own. */
const DEEPEST = 500;
const ESCAPES: Readonly<Record<string, string>> = { b: "\b", t: "\t", n: "\n", f: "\f", r: "\r" };
/** A Map, not an object: a string such as `constructor` must not be found in it. */
const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ["true", true],
  ["false", false],
  ["null", null],
]);
/** Characters that end a value without quotes. */
const ENDS = ',:]}/\\"[{;=#';

/**
 * The first document of a string, as org.json parses it, on which OpenX's SerDe is built: names and texts may be without
 * quotes or in single quotes, a semicolon is a comma, and a list may end with a comma. Any text after the document is
 * ignored.
 *
 * @param anyCase whether names that differ only in upper and lower case are the same name, which an object may have
 * only once
 * @throws OrgJsonError
 * @see https://github.com/stleary/JSON-java, version 20131018
 */
export const readOrgJson = (text: string, anyCase: boolean): Json => new OrgJson(text, anyCase).readValue(0);

class OrgJson {
  readonly #text: string;
  readonly #anyCase: boolean;
  /** How many characters have been read, the end of the text counted as one. */
  #at = 0;

  constructor(text: string, anyCase: boolean) {
    this.#text = text;
    this.#anyCase = anyCase;
  }

  readValue(depth: number): Json {
    if (depth > DEEPEST) throw this.#createError("Nested too deeply");
    const first = this.#readNextClean();
    if (first === '"' || first === "'") return this.#parseString(first);
    this.#back();
    if (first === "{") return this.#parseObject(depth);
    if (first === "[") return this.#parseArray(depth);
    return this.#parseWord();
  }

  #parseObject(depth: number): Json {
    this.#at += 1;
    // No prototype: a name such as __proto__ must become a member like any other.
    const members = Object.create(null) as JsonObject;
    const names = new Set<string>();
    for (let next = this.#readNextClean(); next !== "}"; next = this.#readNextClean()) {
      if (next === "") throw this.#createError("A JSONObject text must end with '}'");
      this.#back();
      const name = toName(this.readValue(depth + 1));
      if (this.#readNextClean() !== ":") throw this.#createError("Expected a ':' after a key");
      const value = this.readValue(depth + 1);
      const known = this.#anyCase ? name.toLowerCase() : name;
      if (names.has(known)) throw new OrgJsonError(`Duplicate key "${known}"`);
      names.add(known);
      members[name] = value;
      const end = this.#readNextClean();
      if (end === "}") break;
      if (end !== "," && end !== ";") throw this.#createError("Expected a ',' or '}'");
    }
    return members;
  }

  #parseArray(depth: number): Json {
    this.#at += 1;
    const items: Json[] = [];
    for (let next = this.#readNextClean(); next !== "]"; next = this.#readNextClean()) {
      this.#back();
      items.push(next === "," ? null : this.readValue(depth + 1));
      const end = this.#readNextClean();
      if (end === "]") break;
      if (end !== ",") throw this.#createError("Expected a ',' or ']'");
    }
    return items;
  }

  #parseString(quote: string): string {
    let text = "";
    for (let next = this.#readNext(); next !== quote; next = this.#readNext()) {
      if (next === "" || next === "\n" || next === "\r") throw this.#createError("Unterminated string");
      text += next === "\\" ? this.#escape() : next;
    }
    return text;
  }

  #escape(): string {
    const letter = this.#readNext();
    if (letter === "u") {
      const digits = this.#text.slice(this.#at, this.#at + 4);
      this.#at += 4;
      if (digits.length < 4) throw this.#createError("Substring bounds error");
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw new OrgJsonError(`For input string: "${digits}"`);
      return String.fromCharCode(parseInt(digits, 16));
    }
    if (letter !== "" && `"'\\/`.includes(letter)) return letter;
    const escaped = ESCAPES[letter];
    if (escaped === undefined) throw this.#createError("Illegal escape.");
    return escaped;
  }

  /** Reads a value without quotes: a number, `true`, `false`, `null`, or a string. */
  #parseWord(): Json {
    let word = "";
    for (let next = this.#readNext(); ; next = this.#readNext()) {
      if (next === "" || next < " " || ENDS.includes(next)) break;
      word += next;
    }
    this.#back();
    word = word.trim();
    if (word === "") throw this.#createError("Missing value");
    const known = WORDS.get(word.toLowerCase());
    if (known !== undefined) return known;
    return isNumber(word) ? new JsonNumber(word) : word;
  }

  #readNext(): string {
    return this.#text.charAt(this.#at++);
  }

  #readNextClean(): string {
    for (;;) {
      const next = this.#readNext();
      if (next === "" || next > " ") return next;
    }
  }

  #back(): void {
    this.#at -= 1;
  }

  #createError(message: string): OrgJsonError {
    return new OrgJsonError(`${message} at ${this.#at} [character ${this.#at + 1} line 1]`);
  }
}

/** A name that is not text becomes one; an object or an array becomes its JSON. */
const toName = (value: Json): string => (Array.isArray(value) || isObject(value) ? writeJson(value) : String(value));

/** Whether a word is a number to org.json: a finite double, or a whole number of 64 bits written as Java writes it. */
function isNumber(word: string): boolean {
  if (/[.eE]/.test(word)) return /^-?\d+\.?\d*([eE][+-]?\d+)?$/.test(word) && Number.isFinite(Number(word));
  return /^(?:0|-?[1-9]\d{0,18})$/.test(word) && BigInt.asIntN(64, BigInt(word)) === BigInt(word);
}
