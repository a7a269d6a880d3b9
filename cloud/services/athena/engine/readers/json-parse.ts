/** A number with the digits that it is written with. */
export class JsonNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Json = null | boolean | string | number | JsonNumber | Json[] | { [key: string]: Json };

const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const BLANKS = /[\s]*/y;
const DEEPEST = 500;

/** Text that is no JSON. */
export class JsonError extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

/**
 * Reads JSON where JSON.parse would lose something: the digits of long numbers, or where a document ends that more text follows.
 *
 * @throws JsonError
 */
export class JsonReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** One document; what follows it is not looked at. */
  first(): Json {
    return this.#value(0);
  }

  /** One document and nothing else. */
  whole(): Json {
    const value = this.#value(0);
    this.#blanks();
    if (this.#at < this.#text.length) throw new JsonError("Unexpected text behind the document", this.#at);
    return value;
  }

  #value(depth: number): Json {
    if (depth > DEEPEST) throw new JsonError("Nested too deeply", this.#at);
    this.#blanks();
    const char = this.#text[this.#at];
    if (char === "{") return this.#object(depth);
    if (char === "[") return this.#array(depth);
    if (char === '"') return this.#string();
    for (const [word, value] of [
      ["true", true],
      ["false", false],
      ["null", null],
    ] as const) {
      if (this.#text.startsWith(word, this.#at)) {
        this.#at += word.length;
        return value;
      }
    }
    return this.#number();
  }

  #number(): Json {
    NUMBER.lastIndex = this.#at;
    const text = NUMBER.exec(this.#text)?.[0];
    if (text === undefined) throw new JsonError("Missing value", this.#at);
    this.#at += text.length;
    return new JsonNumber(text);
  }

  #string(): string {
    const from = this.#at;
    for (let at = from + 1; at < this.#text.length; at += 1) {
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
    throw new JsonError("Unterminated string", this.#text.length);
  }

  #array(depth: number): Json[] {
    const items: Json[] = [];
    this.#at += 1;
    if (this.#takes("]")) return items;
    do items.push(this.#value(depth + 1));
    while (this.#takes(","));
    if (!this.#takes("]")) throw new JsonError("Expected a ',' or ']'", this.#at);
    return items;
  }

  #object(depth: number): { [key: string]: Json } {
    const members: { [key: string]: Json } = Object.create(null) as { [key: string]: Json };
    this.#at += 1;
    if (this.#takes("}")) return members;
    do {
      this.#blanks();
      if (this.#text[this.#at] !== '"') throw new JsonError("Expected a quoted name", this.#at);
      const key = this.#string();
      if (!this.#takes(":")) throw new JsonError("Expected a ':' after a key", this.#at);
      members[key] = this.#value(depth + 1);
    } while (this.#takes(","));
    if (!this.#takes("}")) throw new JsonError("Expected a ',' or '}'", this.#at);
    return members;
  }

  #takes(char: string): boolean {
    this.#blanks();
    if (this.#text[this.#at] !== char) return false;
    this.#at += 1;
    return true;
  }

  #blanks(): void {
    BLANKS.lastIndex = this.#at;
    this.#at += BLANKS.exec(this.#text)?.[0].length ?? 0;
  }
}
