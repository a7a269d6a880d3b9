import { getItemAt } from "./item-at";

/** The Levenshtein distance of two words: how many letters have to be inserted, removed or replaced to turn one into the other. */
export function computeEditDistance(word: string, other: string): number {
  const letters = [...other];
  let row = Array.from({ length: letters.length + 1 }, (_, at) => at);
  for (const [at, letter] of [...word].entries()) {
    const next = [at + 1];
    for (const [n, otherLetter] of letters.entries())
      next.push(
        Math.min(
          getItemAt(row, n) + (letter === otherLetter ? 0 : 1),
          getItemAt(row, n + 1) + 1,
          getItemAt(next, n) + 1,
        ),
      );
    row = next;
  }
  return getItemAt(row, letters.length);
}

/**
 * The word that was probably meant: one that begins with the given word, or differs from it by at most two letters.
 *
 * @returns `undefined` if no word is near
 */
export function findNearestWord(input: string, words: readonly string[]): string | undefined {
  const ranked = words
    .map((word) => ({ word, away: input.length >= 2 && word.startsWith(input) ? 0 : computeEditDistance(input, word) }))
    .sort((a, b) => a.away - b.away);
  const best = ranked[0];
  return best !== undefined && best.away <= 2 && best.away < best.word.length ? best.word : undefined;
}
