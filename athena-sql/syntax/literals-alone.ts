import { RESERVED, tokenize, type Token } from "./tokens";

/**
 * Whether a statement only selects literals, with or without brackets and aliases: AWS answers it without its engine. A
 * minus sign must stand directly before a number; `-(1)`, `+1`, `NULL`, `DATE '…'` and arrays are no literals here.
 * Measured on AWS by others, 2026-09-23 and 2026-09-25.
 */
export function isOnlyLiterals(sql: string): boolean {
  const tokens = tokenize(sql);
  if (!is(tokens[0], "SELECT")) return false;
  for (let at: number | undefined = 1; at !== undefined; at += 1) {
    at = skipLiteral(tokens, at);
    if (at === undefined) return false;
    if (is(tokens[at], "AS")) at += 1;
    if (isName(tokens[at])) at += 1;
    if (tokens[at]?.kind === "end") return true;
    if (!is(tokens[at], ",")) return false;
  }
  return false;
}

/** The index of the token after a literal and the brackets around it; undefined if there is no literal. */
function skipLiteral(tokens: readonly Token[], from: number): number | undefined {
  let [at, brackets] = [from, 0];
  for (; is(tokens[at], "("); at += 1) brackets += 1;
  const signed = is(tokens[at], "-");
  if (signed) at += 1;
  if (!isLiteral(tokens[at], signed)) return undefined;
  for (at += 1; brackets > 0; brackets -= 1, at += 1) if (!is(tokens[at], ")")) return undefined;
  return at;
}

const is = (token: Token | undefined, text: string): boolean =>
  token?.value === text && (token.kind === "word" || token.kind === "symbol");

const isLiteral = (token: Token | undefined, signed: boolean): boolean =>
  token !== undefined &&
  (["integer", "decimal", "double"].includes(token.kind) ||
    (!signed && (token.kind === "string" || is(token, "TRUE") || is(token, "FALSE"))));

const isName = (token: Token | undefined): boolean =>
  token?.kind === "quoted" || (token?.kind === "word" && !RESERVED.has(token.value));
