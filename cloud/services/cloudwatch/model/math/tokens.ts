/** A token of an expression. */
export interface Token {
  readonly kind: "number" | "text" | "id" | "word" | "sign" | "end";
  readonly text: string;
}

const PIECES =
  /\s*(?:(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<id>[a-z][A-Za-z0-9_]*)|(?<word>[A-Z][A-Z0-9_]*)|"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<sign>==|!=|<=|>=|&&|\|\||[-+*/^<>()[\],]))/y;

/** Cuts an expression into tokens, with an end token after the last; undefined if a character belongs to no token. */
export function tokenize(text: string): readonly Token[] | undefined {
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
