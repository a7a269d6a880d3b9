import { COMPARISONS, type Comparison } from "../../../../foundation/comparison";
import { createUnsupportedExpressionFault } from "./faults";

/** A condition on partition keys, as written. `BETWEEN` is parsed as its two comparisons. */
export type Condition =
  | { readonly is: "and" | "or"; readonly parts: readonly Condition[] }
  | { readonly is: "not"; readonly part: Condition }
  | { readonly is: "null"; readonly key: string }
  | { readonly is: "compare"; readonly key: string; readonly operator: Comparison; readonly literal: string }
  | { readonly is: "in"; readonly key: string; readonly literals: readonly string[] }
  | { readonly is: "like"; readonly key: string; readonly pattern: string };

interface Token {
  readonly kind: "word" | "text" | "number" | "sign";
  /** A word in lower case, or a string without its quotes. */
  readonly value: string;
}

const TOKEN =
  /\s*(?:([A-Za-z_]\w*)|'((?:[^']|'')*)'|([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(?!\w)|(<>|!=|<=|>=|[=<>(),]))/y;
const KEYWORDS = new Set(["and", "or", "not", "in", "between", "like", "is", "null"]);
/**
 * Parses the Expression of GetPartitions: `=`, `<>`, `<`, `<=`, `>`, `>=`, IN, BETWEEN, LIKE and IS NULL between a key
 * and literals, joined by AND, OR, NOT and parentheses.
 *
 * @returns key names in lower case, literals as text without quotes
 * @throws AwsFault InvalidInputException if the expression cannot be parsed
 * @see https://docs.aws.amazon.com/glue/latest/webapi/API_GetPartitions.html
 */
export function parsePartitionExpression(expression: string): Condition {
  const parser = new Parser(expression);
  const condition = parser.parseOr();
  parser.end();
  return condition;
}

class Parser {
  readonly #expression: string;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(expression: string) {
    this.#expression = expression;
    this.#tokens = removeIdleParentheses(this.#read());
  }

  parseOr(): Condition {
    return this.#parseJoined("or", () => this.#parseJoined("and", () => this.#parseNot()));
  }

  end(): void {
    if (this.#at < this.#tokens.length) throw this.#createRefusal();
  }

  #parseJoined(word: "and" | "or", item: () => Condition): Condition {
    const first = item();
    const parts = [first];
    while (this.#has(word)) parts.push(item());
    return parts.length === 1 ? first : { is: word, parts };
  }

  #parseNot(): Condition {
    if (this.#has("not")) return { is: "not", part: this.#parseNot() };
    if (!this.#has("(")) return this.#parseComparison();
    const inside = this.parseOr();
    this.#take(")");
    return inside;
  }

  #parseComparison(): Condition {
    const key = this.#parseKey();
    if (this.#has("is")) {
      const isNot = this.#has("not");
      this.#take("null");
      return negateIf(isNot, { is: "null", key });
    }
    return negateIf(
      this.#has("not"),
      this.#has("in")
        ? this.#parseIn(key)
        : (this.#parseBetween(key) ?? this.#parseLike(key) ?? this.#parseCompared(key)),
    );
  }

  #parseIn(key: string): Condition {
    this.#take("(");
    const literals = [this.#parseLiteral()];
    while (this.#has(",")) literals.push(this.#parseLiteral());
    this.#take(")");
    return { is: "in", key, literals };
  }

  #parseBetween(key: string): Condition | undefined {
    if (!this.#has("between")) return undefined;
    const low = this.#parseLiteral();
    this.#take("and");
    return {
      is: "and",
      parts: [
        { is: "compare", key, operator: ">=", literal: low },
        { is: "compare", key, operator: "<=", literal: this.#parseLiteral() },
      ],
    };
  }

  #parseLike(key: string): Condition | undefined {
    if (!this.#has("like")) return undefined;
    const token = this.#tokens[this.#at++];
    if (token?.kind !== "text") throw this.#createRefusal();
    return { is: "like", key, pattern: token.value };
  }

  #parseCompared(key: string): Condition {
    const before = this.#tokens[this.#at - 1];
    const token = this.#tokens[this.#at++];
    const operator = token?.kind === "sign" ? COMPARISONS[token.value] : undefined;
    // `key NOT = 1` is not valid SQL.
    if (operator === undefined || before?.value === "not") throw this.#createRefusal();
    return { is: "compare", key, operator, literal: this.#parseLiteral() };
  }

  #parseKey(): string {
    const token = this.#tokens[this.#at++];
    if (token?.kind !== "word" || KEYWORDS.has(token.value)) throw this.#createRefusal();
    return token.value;
  }

  #parseLiteral(): string {
    const token = this.#tokens[this.#at++];
    if (token?.kind !== "text" && token?.kind !== "number") throw this.#createRefusal();
    return token.value;
  }

  #has(value: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.value !== value || token.kind === "text") return false;
    this.#at += 1;
    return true;
  }

  #take(value: string): void {
    if (!this.#has(value)) throw this.#createRefusal();
  }

  #createRefusal(): Error {
    return createUnsupportedExpressionFault(this.#expression);
  }

  #read(): Token[] {
    const text = this.#expression.trimEnd();
    const tokens: Token[] = [];
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < text.length) {
      const match = TOKEN.exec(text);
      if (match === null) throw this.#createRefusal();
      const [, word, quoted, number, sign = ""] = match;
      if (word !== undefined) tokens.push({ kind: "word", value: word.toLowerCase() });
      else if (quoted !== undefined) tokens.push({ kind: "text", value: quoted.replaceAll("''", "'") });
      else tokens.push(number === undefined ? { kind: "sign", value: sign } : { kind: "number", value: number });
    }
    return tokens;
  }
}

const negateIf = (isNot: boolean, part: Condition): Condition => (isNot ? { is: "not", part } : part);

/**
 * Removes the parentheses around a single key or literal, which mean nothing; IN's parentheses, which enclose its list,
 * stay.
 */
function removeIdleParentheses(tokens: readonly Token[]): readonly Token[] {
  const isSign = (token: Token | undefined, value: string): boolean => token?.kind === "sign" && token.value === value;
  const stored: Token[] = [];
  for (const token of tokens) {
    stored.push(token);
    const [before, open, single, close] = stored.length > 3 ? stored.slice(-4) : [undefined, ...stored.slice(-3)];
    const isList = before?.kind === "word" && before.value === "in";
    if (isSign(close, ")") && isSign(open, "(") && single !== undefined && single.kind !== "sign" && !isList)
      stored.splice(-3, 3, single);
  }
  return stored;
}
