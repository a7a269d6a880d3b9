/**
 * The word that was probably meant: one that begins with the given word, or differs from it by at most two letters.
 *
 * @returns `undefined` if no word is near
 */
export function findNearest(input: string, words: readonly string[]): string | undefined {
  const ranked = words
    .map((word) => ({ word, away: input.length >= 2 && word.startsWith(input) ? 0 : getDistance(input, word) }))
    .sort((a, b) => a.away - b.away);
  const best = ranked[0];
  return best !== undefined && best.away <= 2 && best.away < best.word.length ? best.word : undefined;
}

/** The Levenshtein distance: number of letters to insert, remove or replace. */
function getDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
