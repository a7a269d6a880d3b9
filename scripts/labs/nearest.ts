import { computeEditDistance } from "../../foundation/edit-distance";

/**
 * The word that was probably meant: one that begins with the given word, or differs from it by at most two letters.
 *
 * @returns `undefined` if no word is near
 */
export function findNearest(input: string, words: readonly string[]): string | undefined {
  const ranked = words
    .map((word) => ({ word, away: input.length >= 2 && word.startsWith(input) ? 0 : computeEditDistance(input, word) }))
    .sort((a, b) => a.away - b.away);
  const best = ranked[0];
  return best !== undefined && best.away <= 2 && best.away < best.word.length ? best.word : undefined;
}
