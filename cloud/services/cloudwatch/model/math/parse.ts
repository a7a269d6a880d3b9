import { createInvalidExpressionFault } from "../faults";
import type { Expression, Operator } from "./scope";

/** A token of an expression. */
interface Token {
  readonly kind: "number" | "text" | "id" | "word" | "sign" | "end";
  readonly text: string;
}

const PIECES =
  /\s*(?:(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<id>[a-z][A-Za-z0-9_]*)|(?<word>[A-Z][A-Z0-9_]*)|"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<sign>==|!=|<=|>=|&&|\|\||[-+*/^<>()[\],]))/y;

/** Cuts an expression into tokens, with an end token after the last; undefined if a character belongs to no token. */
function tokenize(text: string): readonly Token[] | undefined {
  const whole = text.trimEnd();
  const tokens: Token[] = [];
  PIECES.lastIndex = 0;
  while (PIECES.lastIndex < whole.length) {
    const groups = PIECES.exec(whole)?.groups;
    if (groups === undefined) return undefined;
    tokens.push(classifyToken(groups));
  }
  return [...tokens, { kind: "end", text: "" }];
}

function classifyToken({
  number,
  id,
  word,
  double,
  single,
  sign,
}: Readonly<Record<string, string | undefined>>): Token {
  if (number !== undefined) return { kind: "number", text: number };
  if (id !== undefined) return { kind: "id", text: id };
  if (word !== undefined) return { kind: "word", text: word };
  if (sign !== undefined) return { kind: "sign", text: sign };
  return { kind: "text", text: double ?? single ?? "" };
}

/** A parsed expression, and the Ids that it refers to. */
export interface ParsedExpression {
  readonly tree: Expression;
  readonly names: ReadonlySet<string>;
}

const OPERATORS: Readonly<Record<string, { readonly operator: Operator; readonly binds: number }>> = {
  OR: { operator: "OR", binds: 1 },
  "||": { operator: "OR", binds: 1 },
  AND: { operator: "AND", binds: 2 },
  "&&": { operator: "AND", binds: 2 },
  "==": { operator: "==", binds: 3 },
  "!=": { operator: "!=", binds: 3 },
  "<": { operator: "<", binds: 3 },
  "<=": { operator: "<=", binds: 3 },
  ">": { operator: ">", binds: 3 },
  ">=": { operator: ">=", binds: 3 },
  "+": { operator: "+", binds: 4 },
  "-": { operator: "-", binds: 4 },
  "*": { operator: "*", binds: 5 },
  "/": { operator: "/", binds: 5 },
  "^": { operator: "^", binds: 7 },
};
const SIGN_BINDS = 6;
/** The maximum number of levels of nested parentheses; the parser is recursive, so each level costs stack. */
const DEEPEST = 100;

/**
 * Parses a math expression. Operators have the usual precedence: `-m1 ^ 2` is negative, `2 ^ 3 ^ 2` is 512; comparisons
 * bind more tightly than AND, and AND more tightly than OR.
 *
 * @param id the Id of the query, for the fault's message
 * @throws AwsFault ValidationError
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function parseExpression(id: string, text: string): ParsedExpression {
  const tokens = tokenize(text);
  if (tokens === undefined) throw createInvalidExpressionFault(id, "Invalid syntax");
  return new Parser(id, tokens).parseWhole();
}

class Parser {
  readonly #id: string;
  readonly #tokens: readonly Token[];
  readonly #names = new Set<string>();
  #position = 0;
  #depth = 0;

  constructor(id: string, tokens: readonly Token[]) {
    this.#id = id;
    this.#tokens = tokens;
  }

  parseWhole(): ParsedExpression {
    const tree = this.#parseExpression(0);
    if (this.#takeNext().kind !== "end") this.#fail();
    return { tree, names: this.#names };
  }

  /** Parses an expression whose operators have at least this precedence. */
  #parseExpression(min: number): Expression {
    let left = this.#parseOperand();
    for (;;) {
      const { kind, text } = this.#peek();
      const found = kind === "sign" || kind === "word" ? OPERATORS[text] : undefined;
      if (found === undefined || found.binds < min) return left;
      this.#takeNext();
      // Powers are right-associative.
      const right = this.#parseExpression(found.operator === "^" ? found.binds : found.binds + 1);
      left = { kind: "operation", operator: found.operator, left, right };
    }
  }

  #parseOperand(): Expression {
    if (++this.#depth > DEEPEST) this.#fail();
    const token = this.#takeNext();
    const found = token.kind === "sign" ? this.#parseAfterSign(token.text) : this.#parsePlain(token);
    this.#depth -= 1;
    return found;
  }

  #parseAfterSign(sign: string): Expression {
    if (sign === "-") return { kind: "negative", of: this.#parseExpression(SIGN_BINDS) };
    if (sign === "[") return { kind: "list", of: this.#list("]") };
    if (sign !== "(") this.#fail();
    const inside = this.#parseExpression(0);
    this.#take(")");
    return inside;
  }

  #parsePlain({ kind, text }: Token): Expression {
    if (kind === "number") return { kind, value: Number(text) };
    if (kind === "text") return { kind, value: text };
    if (kind === "id") {
      this.#names.add(text);
      return { kind, name: text };
    }
    if (kind !== "word" || text in OPERATORS) this.#fail();
    if (!this.#is("(")) return { kind: "word", name: text };
    this.#takeNext();
    return { kind: "call", name: text, args: this.#is(")") ? (this.#takeNext(), []) : this.#list(")") };
  }

  /** Parses one or more expressions with commas between them, and the closing bracket. */
  #list(closing: string): readonly Expression[] {
    const all = [this.#parseExpression(0)];
    while (this.#is(",")) {
      this.#takeNext();
      all.push(this.#parseExpression(0));
    }
    this.#take(closing);
    return all;
  }

  #peek(): Token {
    return this.#tokens.at(this.#position) ?? { kind: "end", text: "" };
  }

  #takeNext(): Token {
    const token = this.#peek();
    this.#position += 1;
    return token;
  }

  #is(sign: string): boolean {
    const { kind, text } = this.#peek();
    return kind === "sign" && text === sign;
  }

  #take(sign: string): void {
    if (!this.#is(sign)) this.#fail();
    this.#takeNext();
  }

  #fail(): never {
    throw createInvalidExpressionFault(this.#id, "Invalid syntax");
  }
}
