import { isScalar, PLAIN_TYPES, type HiveField, type HiveType, type PlainType } from "./hive-type";

/** Thrown for a text that is no Hive type. The message is Hive's own where known; `position` counts from 0. */
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
const LONGEST = { char: 255, varchar: 65_535 } as const;
const OTHER_NAMES: Readonly<Record<string, PlainType>> = { integer: "int" };

/**
 * Reads the type of a column: Firehose's converter and Athena's tables read the same one.
 *
 * Names are not case-sensitive, blanks between the parts are ignored, `integer` is `int`, and `decimal` is
 * `decimal(10,0)`, as in Hive.
 *
 * @param text such as `array<struct<id:int,price:decimal(5,2)>>`
 * @throws HiveTypeError if the text is no type, or a type that Athena does not have (`uniontype`, intervals)
 * @see https://docs.aws.amazon.com/athena/latest/ug/data-types.html
 */
export function parseHiveType(text: string): HiveType {
  const parser = new Parser(text);
  const type = parser.type(0);
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

  type(depth: number): HiveType {
    const token = this.#next("type");
    const name = token.text.toLowerCase();
    if (depth > DEEPEST) throw new HiveTypeError(`Error: types are nested more than ${DEEPEST} deep`, token.position);
    switch (name) {
      case "array":
        return this.#within("<", ">", () => ({ kind: "array", item: this.type(depth + 1) }));
      case "map":
        return this.#within("<", ">", () => this.#map(depth));
      case "struct":
        return this.#within("<", ">", () => ({ kind: "struct", fields: this.#fields(depth) }));
      case "decimal":
        return this.#decimal(token);
      case "char":
      case "varchar":
        return this.#sized(name, token);
      default:
        return this.#plain(name, token);
    }
  }

  end(): void {
    const token = this.#tokens[this.#at];
    if (token !== undefined) throw this.#expected("end of string", token);
  }

  #plain(name: string, token: Token): HiveType {
    const kind = OTHER_NAMES[name] ?? PLAIN_TYPES.find((one) => one === name);
    if (kind === undefined) throw this.#expected("type", token);
    return { kind };
  }

  #map(depth: number): HiveType {
    const start = this.#tokens[this.#at]?.position ?? this.#text.length;
    const key = this.type(depth + 1);
    if (!isScalar(key)) throw new HiveTypeError("Error: the key of a map must be of a primitive type", start);
    this.#take(",");
    return { kind: "map", key, value: this.type(depth + 1) };
  }

  #fields(depth: number): HiveField[] {
    const fields: HiveField[] = [];
    do {
      const token = this.#next("name");
      if (!/^[\w.$#-]+$/.test(token.text)) throw this.#expected("name", token);
      const name = token.text.toLowerCase();
      if (fields.some((field) => field.name === name))
        throw new HiveTypeError(`Error: the struct has two fields of the name '${name}'`, token.position);
      this.#take(":");
      fields.push({ name, type: this.type(depth + 1) });
    } while (this.#has(","));
    return fields;
  }

  #decimal(token: Token): HiveType {
    if (this.#tokens[this.#at]?.text !== "(") return { kind: "decimal", precision: 10, scale: 0 };
    return this.#within("(", ")", () => {
      const precision = this.#number();
      const scale = this.#has(",") ? this.#number() : 0;
      if (precision < 1 || precision > LARGEST_PRECISION) {
        throw new HiveTypeError(`Decimal precision out of allowed range [1,${LARGEST_PRECISION}]`, token.position);
      }
      if (scale > precision)
        throw new HiveTypeError("Decimal scale must be less than or equal to precision", token.position);
      return { kind: "decimal", precision, scale };
    });
  }

  #sized(kind: "char" | "varchar", token: Token): HiveType {
    return this.#within("(", ")", () => {
      const length = this.#number();
      const longest = LONGEST[kind];
      if (length < 1 || length > longest) {
        throw new HiveTypeError(
          `${kind === "char" ? "Char" : "Varchar"} length ${length} out of allowed range [1, ${longest}]`,
          token.position,
        );
      }
      return { kind, length };
    });
  }

  #within(open: string, close: string, read: () => HiveType): HiveType {
    this.#take(open);
    const type = read();
    this.#take(close);
    return type;
  }

  #number(): number {
    const token = this.#next("number");
    if (!/^\d{1,9}$/.test(token.text)) throw this.#expected("number", token);
    return Number(token.text);
  }

  #has(text: string): boolean {
    if (this.#tokens[this.#at]?.text !== text) return false;
    this.#at += 1;
    return true;
  }

  #take(text: string): void {
    const token = this.#next(text);
    if (token.text !== text) throw this.#expected(`'${text}'`, token);
  }

  #next(wanted: string): Token {
    const token = this.#tokens[this.#at];
    if (token === undefined)
      throw new HiveTypeError(`Error: ${wanted} expected at the end of '${this.#text}'`, this.#text.length);
    this.#at += 1;
    return token;
  }

  /** Hive's text, as users report it from CREATE TABLE. */
  #expected(wanted: string, { text, position }: Token): HiveTypeError {
    return new HiveTypeError(
      `Error: ${wanted} expected at the position ${position} of '${this.#text}' but '${text}' is found.`,
      position,
    );
  }
}
