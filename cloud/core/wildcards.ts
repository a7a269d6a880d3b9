/** The signs of a pattern: any text, any one character. */
export interface Wildcards {
  readonly any: string;
  readonly one: string;
}

/**
 * Whether a pattern with wildcards stands for a text, the whole of it.
 *
 * By steps that only go on from the latest wildcard, so at most one step for each pair of characters: as a regular expression,
 * `*a*a*a*a*` takes the longer the more stars it has.
 */
export function isLike(text: string, pattern: string, { any, one }: Wildcards): boolean {
  const [letters, signs] = [[...text], [...pattern]];
  let [at, next] = [0, 0];
  let latest: { readonly next: number; at: number } | undefined;
  while (at < letters.length) {
    const sign = signs[next];
    if (sign === any) latest = { next: (next += 1), at };
    else if (sign !== undefined && (sign === one || sign === letters[at])) [at, next] = [at + 1, next + 1];
    else if (latest === undefined) return false;
    else [at, next] = [(latest.at += 1), latest.next];
  }
  return signs.slice(next).every((sign) => sign === any);
}
