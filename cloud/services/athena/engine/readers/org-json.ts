import { isObject, JsonNumber, writeJson, type Json, type JsonObject } from "../../../../columnar/exact-json";

/** The message of org.json for a text that is no JSON, with the position where it stopped. */
export class OrgJsonError extends Error {}

/** Deeper nesting would overflow the stack and end the process; Java's parser has no such limit of its own. */
const DEEPEST = 500;
const ESCAPES: Readonly<Record<string, string>> = { b: "\b", t: "\t", n: "\n", f: "\f", r: "\r" };
/** A Map, not an object: a text such as `constructor` must not be found in it. */
const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ["true", true],
  ["false", false],
  ["null", null],
]);
/** Characters that end a value without quotes. */
const ENDS = ',:]}/\\"[{;=#';

/**
 * The first document of a text, as org.json parses it, on which OpenX's SerDe is built: names and texts may be without
 * quotes or in single quotes, a semicolon is a comma, and a list may end with a comma. Any text after the document is
 * ignored.
 *
 * @param anyCase whether names that differ only in upper and lower case are the same name, which an object may have
 * only once
 * @throws OrgJsonError
 * @see https://github.com/stleary/JSON-java, version 20131018
 */
export const readOrgJson = (text: string, anyCase: boolean): Json => new OrgJson(text, anyCase).value(0);

class OrgJson {
  readonly #text: string;
  readonly #anyCase: boolean;
  /** How many characters have been read, the end of the text counted as one. */
  #at = 0;

  constructor(text: string, anyCase: boolean) {
    this.#text = text;
    this.#anyCase = anyCase;
  }

  value(depth: number): Json {
    if (depth > DEEPEST) throw this.#error("Nested too deeply");
    const first = this.#nextClean();
    if (first === '"' || first === "'") return this.#string(first);
    this.#back();
    if (first === "{") return this.#object(depth);
    if (first === "[") return this.#array(depth);
    return this.#word();
  }

  #object(depth: number): Json {
    this.#at += 1;
    // No prototype: a name such as __proto__ must become a member like any other.
    const members = Object.create(null) as JsonObject;
    const names = new Set<string>();
    for (let next = this.#nextClean(); next !== "}"; next = this.#nextClean()) {
      if (next === "") throw this.#error("A JSONObject text must end with '}'");
      this.#back();
      const name = nameOf(this.value(depth + 1));
      if (this.#nextClean() !== ":") throw this.#error("Expected a ':' after a key");
      const value = this.value(depth + 1);
      const known = this.#anyCase ? name.toLowerCase() : name;
      if (names.has(known)) throw new OrgJsonError(`Duplicate key "${known}"`);
      names.add(known);
      members[name] = value;
      const end = this.#nextClean();
      if (end === "}") break;
      if (end !== "," && end !== ";") throw this.#error("Expected a ',' or '}'");
    }
    return members;
  }

  #array(depth: number): Json {
    this.#at += 1;
    const items: Json[] = [];
    for (let next = this.#nextClean(); next !== "]"; next = this.#nextClean()) {
      this.#back();
      items.push(next === "," ? null : this.value(depth + 1));
      const end = this.#nextClean();
      if (end === "]") break;
      if (end !== ",") throw this.#error("Expected a ',' or ']'");
    }
    return items;
  }

  #string(quote: string): string {
    let text = "";
    for (let next = this.#next(); next !== quote; next = this.#next()) {
      if (next === "" || next === "\n" || next === "\r") throw this.#error("Unterminated string");
      text += next === "\\" ? this.#escape() : next;
    }
    return text;
  }

  #escape(): string {
    const letter = this.#next();
    if (letter === "u") {
      const digits = this.#text.slice(this.#at, this.#at + 4);
      this.#at += 4;
      if (digits.length < 4) throw this.#error("Substring bounds error");
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw new OrgJsonError(`For input string: "${digits}"`);
      return String.fromCharCode(parseInt(digits, 16));
    }
    if (letter !== "" && `"'\\/`.includes(letter)) return letter;
    const escaped = ESCAPES[letter];
    if (escaped === undefined) throw this.#error("Illegal escape.");
    return escaped;
  }

  /** Reads a value without quotes: a number, `true`, `false`, `null`, or a text. */
  #word(): Json {
    let word = "";
    for (let next = this.#next(); ; next = this.#next()) {
      if (next === "" || next < " " || ENDS.includes(next)) break;
      word += next;
    }
    this.#back();
    word = word.trim();
    if (word === "") throw this.#error("Missing value");
    const known = WORDS.get(word.toLowerCase());
    if (known !== undefined) return known;
    return isNumber(word) ? new JsonNumber(word) : word;
  }

  #next(): string {
    return this.#text.charAt(this.#at++);
  }

  #nextClean(): string {
    for (;;) {
      const next = this.#next();
      if (next === "" || next > " ") return next;
    }
  }

  #back(): void {
    this.#at -= 1;
  }

  #error(message: string): OrgJsonError {
    return new OrgJsonError(`${message} at ${this.#at} [character ${this.#at + 1} line 1]`);
  }
}

/** A name that is no text becomes one; an object or an array becomes its JSON. */
const nameOf = (value: Json): string => (Array.isArray(value) || isObject(value) ? writeJson(value) : String(value));

/** Whether a word is a number to org.json: a finite double, or a whole number of 64 bits written as Java writes it. */
function isNumber(word: string): boolean {
  if (/[.eE]/.test(word)) return /^-?\d+\.?\d*([eE][+-]?\d+)?$/.test(word) && Number.isFinite(Number(word));
  return /^(?:0|-?[1-9]\d{0,18})$/.test(word) && BigInt.asIntN(64, BigInt(word)) === BigInt(word);
}
