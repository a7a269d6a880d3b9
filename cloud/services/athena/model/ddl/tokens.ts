/** A piece of a statement. */
export interface Token {
  readonly kind: "word" | "quoted" | "text" | "number" | "sign" | "end";
  /** A word in lower case, a quoted name or text without its quotes and escapes, else as written. */
  readonly value: string;
  /** The token's text in the statement; `<EOF>` at the end. */
  readonly written: string;
  /** Where the token begins and ends, in characters from the beginning of the statement. */
  readonly at: number;
  readonly end: number;
}

/**
 * Words may begin with a digit, as names of tables may. In DDL backticks quote names, and single and double quotes
 * quote texts. A quote that is never closed is a token of its own, which no statement takes.
 */
const PATTERN = new RegExp(
  [
    "(\\s+|--[^\\n]*|/\\*[\\s\\S]*?\\*/)",
    "(`(?:[^`]|``)*`)",
    `('(?:[^'\\\\]|\\\\[\\s\\S]|'')*'|"(?:[^"\\\\]|\\\\[\\s\\S]|"")*")`,
    "(-?\\d+(?:\\.\\d+)?(?![\\w.]))",
    "([\\p{L}\\p{N}_$]+)",
    "(<>|<=|>=|!=|[\\s\\S])",
  ].join("|"),
  "uy",
);

/** Cuts a statement into tokens, without blanks and comments. The last token is the end, `<EOF>`. */
export function tokenize(statement: string): readonly Token[] {
  const tokens: Token[] = [];
  PATTERN.lastIndex = 0;
  for (let match = PATTERN.exec(statement); match !== null; match = PATTERN.exec(statement)) {
    const [written, blank, quoted, text, number, word] = match;
    const target = { written, at: match.index, end: match.index + written.length };
    if (quoted !== undefined)
      tokens.push({ kind: "quoted", value: quoted.slice(1, -1).replaceAll("``", "`"), ...target });
    else if (text !== undefined)
      tokens.push({ kind: "text", value: unescapeText(text.slice(1, -1), text.charAt(0)), ...target });
    else if (number !== undefined) tokens.push({ kind: "number", value: number, ...target });
    else if (word !== undefined) tokens.push({ kind: "word", value: word.toLowerCase(), ...target });
    else if (blank === undefined) tokens.push({ kind: "sign", value: written, ...target });
  }
  return [...tokens, { kind: "end", value: "", written: "<EOF>", at: statement.length, end: statement.length }];
}

const ESCAPES: Readonly<Record<string, string>> = {
  0: "\0",
  b: "\b",
  n: "\n",
  r: "\r",
  t: "\t",
  Z: "\u001a",
  "%": "\\%",
  _: "\\_",
};

/** Hive's escapes: `\t`, `\u0001`, `\001`, a backslash before any other character, and a quote written twice. */
function unescapeText(text: string, quote: string): string {
  const pattern = new RegExp(`\\\\u([0-9a-fA-F]{4})|\\\\([01][0-7]{2})|\\\\([\\s\\S])|${quote}${quote}`, "g");
  return text.replace(pattern, (...match: readonly (string | undefined)[]) => {
    const [, unicode, octal, escape] = match;
    if (unicode !== undefined) return String.fromCharCode(Number.parseInt(unicode, 16));
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
    return escape === undefined ? quote : (ESCAPES[escape] ?? escape);
  });
}
