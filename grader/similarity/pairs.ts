/**
 * Two submissions that share more prints than chance and the lab explain. `share` is of the smaller one's own prints, 0
 * to 1.
 */
export interface Pair {
  readonly a: string;
  readonly b: string;
  readonly share: number;
}

/** With fewer prints of its own, a submission is too short to compare. */
const MIN_PRINTS = 6;
const MIN_SHARE = 0.7;
const MAX_PAIRS = 50;
/**
 * A print in more submissions than this was written independently, since nobody copies from forty others. Comparing all
 * holders of a print costs the square of their number.
 */
const MAX_HOLDERS = 40;

/**
 * Finds pairs of similar submissions. Prints that many submissions share come from the lab: a print does not count if it is in more
 * than forty submissions, or in more than four and more than a tenth of the class.
 *
 * @returns the most similar pair first; a hint for the instructor, never a verdict
 */
export function findSimilarPairs(
  submissions: readonly { readonly id: string; readonly prints: readonly number[] }[],
): Pair[] {
  const holders = new Map<number, ComparedSubmission[]>();
  const all = submissions.map(({ id, prints }) => {
    const submission: ComparedSubmission = { id, own: 0, shared: new Map() };
    for (const print of prints) {
      const others = holders.get(print);
      if (others) others.push(submission);
      else holders.set(print, [submission]);
    }
    return submission;
  });
  const common = Math.min(MAX_HOLDERS, Math.max(4, submissions.length / 10));
  for (const alike of holders.values()) {
    if (alike.length > common) continue;
    for (const [at, item] of alike.entries()) {
      item.own += 1;
      for (const second of alike.slice(at + 1)) item.shared.set(second, (item.shared.get(second) ?? 0) + 1);
    }
  }
  return all
    .flatMap((first) => [...first.shared].flatMap(([second, count]) => createPair(first, second, count)))
    .sort(
      (first, second) =>
        second.share - first.share || first.a.localeCompare(second.a) || first.b.localeCompare(second.b),
    )
    .slice(0, MAX_PAIRS);
}

/** A submission during the search for pairs. */
interface ComparedSubmission {
  readonly id: string;
  /** Number of its prints that count. */
  own: number;
  /** How many of these prints each later submission has, too. */
  readonly shared: Map<ComparedSubmission, number>;
}

function createPair(first: ComparedSubmission, second: ComparedSubmission, count: number): Pair[] {
  const smaller = Math.min(first.own, second.own);
  const share = Math.round((count / smaller) * 100) / 100;
  return smaller < MIN_PRINTS || share < MIN_SHARE ? [] : [{ a: first.id, b: second.id, share }];
}
