/** Evaluates a simple query on a record. */
export type SimpleQuery = (record: unknown) => Readonly<Record<string, unknown>> | undefined;

const TOKEN = /\s*(?:"((?:[^"\\]|\\["\\/])*)"|([A-Za-z_]\w*)|([{}:,|.()[\]]))/y;
/** The fields of jq's strftime that are supported: the year, and the fields of two digits. */
const TIMES: Readonly<Record<string, (date: Date) => string>> = {
  "%Y": (date) => String(date.getUTCFullYear()),
  "%m": (date) => padTwoDigits(date.getUTCMonth() + 1),
  "%d": (date) => padTwoDigits(date.getUTCDate()),
  "%H": (date) => padTwoDigits(date.getUTCHours()),
  "%M": (date) => padTwoDigits(date.getUTCMinutes()),
  "%S": (date) => padTwoDigits(date.getUTCSeconds()),
};
const padTwoDigits = (value: number): string => String(value).padStart(2, "0");
/** The last second of the year 9999: later years have more than four digits. */
const LAST_SECOND = 253_402_300_799;

interface Token {
  readonly kind: "string" | "name" | "sign";
  readonly text: string;
}

interface Member {
  readonly key: string;
  readonly path: readonly string[];
  readonly time: ((date: Date) => string) | undefined;
}

/**
 * Compiles a query of the kind that most streams have: an object whose members are paths, such as `{id: .customer.id,
 * year: .at | strftime("%Y")}`. Such a query is ten times as fast without jq. The gain: with jq for all queries,
 * delivery to 500 partitions reaches 0.50 of the throughput of jq alone, and with Parquet 0.42 (the bench `firehose`;
 * goals 0.6 and 0.5).
 *
 * @returns a function that gives the same value as jq, or undefined for a record that needs jq; undefined for any other
 * query
 */
export function compileSimpleQuery(query: string): SimpleQuery | undefined {
  const members = parseMembers(query);
  if (members === undefined) return undefined;
  return (record) => {
    const found: Record<string, unknown> = {};
    for (const { key, path, time } of members) {
      const value = getValue(record, path);
      if (value === NOT_HERE) return undefined;
      if (time === undefined) found[key] = value;
      else if (typeof value !== "number" || !Number.isInteger(value) || value < 0 || value > LAST_SECOND)
        return undefined;
      else found[key] = time(new Date(value * 1000));
    }
    return found;
  };
}

const NOT_HERE = Symbol("not here");

/**
 * The value at a path; null where a member is missing. Values other than objects and null are left to jq, which words
 * the error.
 */
function getValue(record: unknown, path: readonly string[]): unknown {
  let value = record;
  for (const name of path) {
    if (value === null) return null;
    if (typeof value !== "object" || Array.isArray(value)) return NOT_HERE;
    value = Object.hasOwn(value, name) ? (value as Readonly<Record<string, unknown>>)[name] : null;
  }
  return value;
}

function parseMembers(query: string): readonly Member[] | undefined {
  try {
    return new Reader(tokenize(query)).parseObject();
  } catch (error) {
    if (error === NOT_SIMPLE) return undefined;
    throw error;
  }
}

const NOT_SIMPLE = Symbol("not simple");

/** Reads tokens from left to right. @throws NOT_SIMPLE at the first token that a simple query cannot have */
class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  parseObject(): readonly Member[] {
    const members: Member[] = [];
    this.#take("{");
    do members.push(this.#parseMember());
    while (this.#has(","));
    this.#take("}");
    if (this.#at < this.#tokens.length || new Set(members.map(({ key }) => key)).size < members.length)
      throw NOT_SIMPLE;
    return members;
  }

  #parseMember(): Member {
    const { kind, text: key } = this.#parseWord();
    if (key === "__proto__") throw NOT_SIMPLE;
    if (this.#has(":")) return { key, path: this.#parsePath(), time: this.#has("|") ? this.#compileTime() : undefined };
    // `{id}` is short for `{id: .id}`.
    if (kind === "string") throw NOT_SIMPLE;
    return { key, path: [key], time: undefined };
  }

  #parsePath(): readonly string[] {
    const path: string[] = [];
    this.#take(".");
    do path.push(this.#parseWord().text);
    while (this.#has("."));
    return path;
  }

  #compileTime(): (date: Date) => string {
    const call = this.#parseWord();
    this.#take("(");
    const format = this.#parseWord();
    this.#take(")");
    const time = TIMES[format.text];
    if (call.text !== "strftime" || call.kind !== "name" || format.kind !== "string" || time === undefined)
      throw NOT_SIMPLE;
    return time;
  }

  #parseWord(): Token {
    const token = this.#tokens[this.#at];
    if (token === undefined || token.kind === "sign") throw NOT_SIMPLE;
    this.#at += 1;
    return token;
  }

  #take(sign: string): void {
    if (!this.#has(sign)) throw NOT_SIMPLE;
  }

  #has(sign: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind !== "sign" || token.text !== sign) return false;
    this.#at += 1;
    return true;
  }
}

/** @throws NOT_SIMPLE at a character that a simple query cannot have */
function tokenize(query: string): readonly Token[] {
  const tokens: Token[] = [];
  const text = query.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const found = TOKEN.exec(text);
    if (found === null) throw NOT_SIMPLE;
    const [, string, name, sign] = found;
    if (string !== undefined) tokens.push({ kind: "string", text: string.replaceAll(/\\(.)/g, "$1") });
    else tokens.push(name === undefined ? { kind: "sign", text: sign ?? "" } : { kind: "name", text: name });
  }
  return tokens;
}
