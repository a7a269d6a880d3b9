/** The wildcard characters of a pattern: for any text, and for any one character. */
export interface Wildcards {
  readonly any: string;
  readonly single: string;
}

/**
 * Whether a pattern with wildcards matches a whole text.
 *
 * Backtracks only to the latest wildcard, so at most one step for each pair of characters: a regular expression for
 * `*a*a*a*a*` would take many times longer with each further star.
 */
export function isLike(text: string, pattern: string, { any, single: first }: Wildcards): boolean {
  const [letters, signs] = [[...text], [...pattern]];
  let [at, next] = [0, 0];
  let latest: { readonly next: number; at: number } | undefined;
  while (at < letters.length) {
    const sign = signs[next];
    if (sign === any) latest = { next: (next += 1), at };
    else if (sign !== undefined && (sign === first || sign === letters[at])) [at, next] = [at + 1, next + 1];
    else if (latest === undefined) return false;
    else [at, next] = [(latest.at += 1), latest.next];
  }
  return signs.slice(next).every((sign) => sign === any);
}
