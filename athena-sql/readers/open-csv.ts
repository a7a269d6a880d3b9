import type { Format } from "../process/job";
import { ExactJson, JsonError, type Json, type JsonDialect } from "../../foundation/columnar/exact-json";

type CsvFormat = Extract<Format, { readonly is: "csv" }>;

/**
 * The fields of a line, as opencsv 2.3 parses it, on which OpenCSVSerDe is built. An escape character escapes only
 * inside a field, and only before a quote or another escape character; elsewhere it is dropped. After a quote that is
 * never closed, the rest of the line and the field itself are lost.
 *
 * @see https://opencsv.sourceforge.net, CSVParser
 */
export const parseFields = (line: string, format: CsvFormat): string[] =>
  line === "" ? [] : new OpenCsv(line, format).readFields();

class OpenCsv {
  readonly #line: string;
  readonly #format: CsvFormat;
  readonly #fields: string[] = [];
  #field = "";
  #at = 0;
  #isQuoted = false;
  /** Whether a field has been opened by a quote or a character. */
  #isInside = false;

  constructor(line: string, format: CsvFormat) {
    this.#line = line;
    this.#format = format;
  }

  readFields(): string[] {
    const { separator, quote, escape } = this.#format;
    for (; this.#at < this.#line.length; this.#at += 1) {
      const character = this.#line.charAt(this.#at);
      if (character === escape) this.#escape();
      else if (character === quote) this.#quote();
      else if (character === separator && !this.#isQuoted) this.#end();
      else this.#take(character);
    }
    return this.#isQuoted ? this.#fields : [...this.#fields, this.#field];
  }

  get #next(): string {
    return this.#line.charAt(this.#at + 1);
  }

  get #isWithin(): boolean {
    return this.#isQuoted || this.#isInside;
  }

  #take(character: string): void {
    this.#field += character;
    this.#isInside = true;
  }

  #end(): void {
    this.#fields.push(this.#field);
    this.#field = "";
    this.#isInside = false;
  }

  #takeNext(): void {
    this.#field += this.#next;
    this.#at += 1;
  }

  #escape(): void {
    if (this.#isWithin && (this.#next === this.#format.quote || this.#next === this.#format.escape)) this.#takeNext();
  }

  #quote(): void {
    if (this.#isWithin && this.#next === this.#format.quote) this.#takeNext();
    else {
      if (this.#isInTheMiddle()) this.#field = /^\s+$/.test(this.#field) ? "" : this.#field + this.#format.quote;
      this.#isQuoted = !this.#isQuoted;
    }
    this.#isInside = !this.#isInside;
  }

  /** Whether a quote belongs to its field: it is neither the field's first nor its last character, and none of the line's first three. */
  #isInTheMiddle(): boolean {
    const { separator } = this.#format;
    return this.#at > 2 && this.#line[this.#at - 1] !== separator && this.#next !== "" && this.#next !== separator;
  }
}

const DEEPEST = 500;
/** JSON's own grammar. */
const STRICT: JsonDialect = {
  blanks: /\s*/y,
  scalar: /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y,
  deepest: DEEPEST,
};
/** The dialect of the engine's JSON functions: numbers may begin with zeros. */
const ENGINE: JsonDialect = {
  blanks: /\s*/y,
  scalar: /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y,
  deepest: DEEPEST,
};

/** The first document of a string; anything after it is ignored. @throws JsonError */
export const parseFirstJson = (text: string): Json => new ExactJson(text, STRICT).parseValue();

/** The only document of a string; more text after it is an error. @throws JsonError */
export function parseWholeJson(text: string): Json {
  const reader = new ExactJson(text, ENGINE);
  const value = reader.parseValue();
  if (!reader.isAtEnd()) throw new JsonError("Unexpected text after the document", reader.at);
  return value;
}
