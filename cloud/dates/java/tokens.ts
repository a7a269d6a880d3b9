/** A piece of a pattern: a run of one letter, or literal text. */
export type PatternToken =
  | { readonly letter: string; readonly count: number }
  | { readonly literal: string }
  | { readonly bracket: "[" | "]" };

/** A quoted text, a run of one letter, or any other single character. */
const TOKENS = /'((?:[^']|'')*)'|([A-Za-z])\2*|[^]/gu;
const RESERVED = "{}#'";

/**
 * Splits a pattern as Java's DateTimeFormatter does: letters are fields, text between single quotes is literal, `''` is
 * a quote, square brackets mark optional parts.
 *
 * @returns undefined if a reserved character, a quote or a bracket stands where Java does not accept it
 */
export function tokenizePattern(pattern: string): readonly PatternToken[] | undefined {
  const tokens: PatternToken[] = [];
  let open = 0;
  for (const [text, quoted, letter] of pattern.matchAll(TOKENS)) {
    if (text === "[" || text === "]") {
      open += text === "[" ? 1 : -1;
      if (open < 0) return undefined;
      tokens.push({ bracket: text });
    } else if (quoted !== undefined) tokens.push({ literal: quoted === "" ? "'" : quoted.replaceAll("''", "'") });
    else if (letter !== undefined) tokens.push({ letter, count: text.length });
    else if (RESERVED.includes(text)) return undefined;
    else tokens.push({ literal: text });
  }
  return tokens;
}
