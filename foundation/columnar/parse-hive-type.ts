import { isScalar, PLAIN_TYPES, type HiveField, type HiveType, type PlainType } from "./hive-type";

/** Thrown for a string that isn't a Hive type. The message is Hive's own where known; `position` counts from 0. */
export class HiveTypeError extends Error {
  readonly position: number;

  constructor(message: string, position: number) {
    super(message);
    this.name = "HiveTypeError";
    this.position = position;
  }
}

interface Token {
  readonly text: string;
  readonly position: number;
}

/** Deeper nesting than this would only serve to exhaust the stack. */
const DEEPEST = 100;
const LARGEST_PRECISION = 38;
const MAX_LENGTH = { char: 255, varchar: 65_535 } as const;
const OTHER_NAMES: Readonly<Record<string, PlainType>> = { integer: "int" };

/**
 * Reads the type of a column: Firehose's converter and Athena's tables read the same one.
 *
 * Names are not case-sensitive, blanks between the parts are ignored, `integer` is `int`, and `decimal` is
 * `decimal(10,0)`, as in Hive.
 *
 * @param text such as `array<struct<id:int,price:decimal(5,2)>>`
 * @throws HiveTypeError if the text isn't a type, or a type that Athena does not have (`uniontype`, intervals)
 * @see https://docs.aws.amazon.com/athena/latest/ug/data-types.html
 */
export function parseHiveType(text: string): HiveType {
  const parser = new Parser(text);
  const type = parser.parseType(0);
  parser.end();
  return type;
}

class Parser {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = [...text.matchAll(/[\w.$#-]+|[^\s]/g)].map((match) => ({ text: match[0], position: match.index }));
  }

  parseType(depth: number): HiveType {
    const token = this.#expectNext("type");
    const name = token.text.toLowerCase();
    if (depth > DEEPEST) throw new HiveTypeError(`Error: types are nested more than ${DEEPEST} deep`, token.position);
    switch (name) {
      case "array":
        return this.#parseWithin("<", ">", () => ({ kind: "array", item: this.parseType(depth + 1) }));
      case "map":
        return this.#parseWithin("<", ">", () => this.#parseMap(depth));
      case "struct":
        return this.#parseWithin("<", ">", () => ({ kind: "struct", fields: this.#parseFields(depth) }));
      case "decimal":
        return this.#parseDecimal(token);
      case "char":
      case "varchar":
        return this.#parseSized(name, token);
      default:
        return this.#parsePlainType(name, token);
    }
  }

  end(): void {
    const token = this.#tokens[this.#at];
    if (token !== undefined) throw this.#createExpectedError("end of string", token);
  }

  #parsePlainType(name: string, token: Token): HiveType {
    const kind = OTHER_NAMES[name] ?? PLAIN_TYPES.find((type) => type === name);
    if (kind === undefined) throw this.#createExpectedError("type", token);
    return { kind };
  }

  #parseMap(depth: number): HiveType {
    const start = this.#tokens[this.#at]?.position ?? this.#text.length;
    const key = this.parseType(depth + 1);
    if (!isScalar(key)) throw new HiveTypeError("Error: the key of a map must be of a primitive type", start);
    this.#take(",");
    return { kind: "map", key, value: this.parseType(depth + 1) };
  }

  #parseFields(depth: number): HiveField[] {
    const fields: HiveField[] = [];
    do {
      const token = this.#expectNext("name");
      if (!/^[\w.$#-]+$/.test(token.text)) throw this.#createExpectedError("name", token);
      const name = token.text.toLowerCase();
      if (fields.some((field) => field.name === name))
        throw new HiveTypeError(`Error: the struct has two fields of the name '${name}'`, token.position);
      this.#take(":");
      fields.push({ name, type: this.parseType(depth + 1) });
    } while (this.#has(","));
    return fields;
  }

  #parseDecimal(token: Token): HiveType {
    if (this.#tokens[this.#at]?.text !== "(") return { kind: "decimal", precision: 10, scale: 0 };
    return this.#parseWithin("(", ")", () => {
      const precision = this.#parseNumber();
      const scale = this.#has(",") ? this.#parseNumber() : 0;
      if (precision < 1 || precision > LARGEST_PRECISION) {
        throw new HiveTypeError(`Decimal precision out of allowed range [1,${LARGEST_PRECISION}]`, token.position);
      }
      if (scale > precision)
        throw new HiveTypeError("Decimal scale must be less than or equal to precision", token.position);
      return { kind: "decimal", precision, scale };
    });
  }

  #parseSized(kind: "char" | "varchar", token: Token): HiveType {
    return this.#parseWithin("(", ")", () => {
      const length = this.#parseNumber();
      const longest = MAX_LENGTH[kind];
      if (length < 1 || length > longest) {
        throw new HiveTypeError(
          `${kind === "char" ? "Char" : "Varchar"} length ${length} out of allowed range [1, ${longest}]`,
          token.position,
        );
      }
      return { kind, length };
    });
  }

  #parseWithin(open: string, close: string, read: () => HiveType): HiveType {
    this.#take(open);
    const type = read();
    this.#take(close);
    return type;
  }

  #parseNumber(): number {
    const token = this.#expectNext("number");
    if (!/^\d{1,9}$/.test(token.text)) throw this.#createExpectedError("number", token);
    return Number(token.text);
  }

  #has(text: string): boolean {
    if (this.#tokens[this.#at]?.text !== text) return false;
    this.#at += 1;
    return true;
  }

  #take(text: string): void {
    const token = this.#expectNext(text);
    if (token.text !== text) throw this.#createExpectedError(`'${text}'`, token);
  }

  #expectNext(expected: string): Token {
    const token = this.#tokens[this.#at];
    if (token === undefined)
      throw new HiveTypeError(`Error: ${expected} expected at the end of '${this.#text}'`, this.#text.length);
    this.#at += 1;
    return token;
  }

  /** Hive's text, as users report it from CREATE TABLE. */
  #createExpectedError(expected: string, { text, position }: Token): HiveTypeError {
    return new HiveTypeError(
      `Error: ${expected} expected at the position ${position} of '${this.#text}' but '${text}' is found.`,
      position,
    );
  }
}
