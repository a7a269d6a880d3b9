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
