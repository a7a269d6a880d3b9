/** A piece of a Joda-Time pattern. */
export type JodaToken = { readonly letter: string; readonly count: number } | { readonly literal: string };

const PIECES = /''|'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']+/g;

/** Splits a pattern of Joda-Time's DateTimeFormat. */
export const tokenizeJoda = (pattern: string): readonly JodaToken[] =>
  Array.from(pattern.matchAll(PIECES), ([text, quoted, letter]): JodaToken => {
    if (text === "''") return { literal: "'" };
    if (quoted !== undefined) return { literal: quoted.replaceAll("''", "'") };
    return letter === undefined ? { literal: text } : { letter, count: text.length };
  });
