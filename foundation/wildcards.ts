/** The wildcard characters of a pattern: for any text, and for any one character. */
export interface Wildcards {
  readonly any: string;
  readonly single: string;
}

/**
 * Whether a pattern with wildcards matches a whole text.
 *
 * Follows all beginnings of the pattern that match at once, as the bits of one number. So no pattern takes long: a regular expression, or
 * trying one place after another, would take a step for each pair of characters with `*aaaaab`.
 */
export function isLike(text: string, pattern: string, { any, single }: Wildcards): boolean {
  const signs = [...pattern].filter((sign, at, all) => sign !== any || all[at - 1] !== any);
  // Bit n of each number is the pattern's sign n.
  const bits = new Map<string, bigint>();
  let bit = 1n;
  for (const sign of signs) {
    bits.set(sign, (bits.get(sign) ?? 0n) | bit);
    bit <<= 1n;
  }
  const [stars, singles] = [bits.get(any) ?? 0n, bits.get(single) ?? 0n];
  // Bit n: the signs before n match the text up to here. A star also matches no text.
  const addEmptyStars = (matched: bigint): bigint => matched | ((matched & stars) << 1n);
  let matched = addEmptyStars(1n);
  for (const letter of text) {
    const next = (matched & ((letter === any ? 0n : (bits.get(letter) ?? 0n)) | singles)) << 1n;
    matched = addEmptyStars(next | (matched & stars));
    if (matched === 0n) return false;
  }
  return (matched & bit) !== 0n;
}
