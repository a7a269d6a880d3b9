/** Two submissions that share more than chance and the lab explain. `share` is of the smaller one's own prints, 0 to 1. */
export interface Pair {
  readonly a: string;
  readonly b: string;
  readonly share: number;
}

/** Fewer prints of one's own say nothing. */
const FEWEST_OWN = 6;
const LEAST_SHARE = 0.7;
const MOST_PAIRS = 50;
/** A print that more submissions have was found by many on their own: nobody copies from forty. To compare all holders takes their number squared. */
const MOST_HOLDERS = 40;

/**
 * Finds pairs of submissions that are alike. What many share is the lab, not each other: a print that more than a tenth of the class
 * has, and more than four have, does not count; nor what more than forty have.
 *
 * @returns the most alike first; a pointer to look at, never a verdict
 */
export function similarPairs(
  submissions: readonly { readonly id: string; readonly prints: readonly number[] }[],
): Pair[] {
  const holders = new Map<number, number[]>();
  submissions.forEach(({ prints }, at) => {
    for (const print of prints) {
      const others = holders.get(print);
      if (others) others.push(at);
      else holders.set(print, [at]);
    }
  });
  const common = Math.min(MOST_HOLDERS, Math.max(4, submissions.length / 10));
  const own = submissions.map(
    ({ prints }) => prints.filter((print) => (holders.get(print)?.length ?? 0) <= common).length,
  );
  const shared = new Map<string, number>();
  for (const at of holders.values()) {
    if (at.length < 2 || at.length > common) continue;
    at.forEach((a, n) => {
      for (const b of at.slice(n + 1)) shared.set(`${a} ${b}`, (shared.get(`${a} ${b}`) ?? 0) + 1);
    });
  }
  const pairs = [...shared].flatMap(([key, count]): Pair[] => {
    const [a = 0, b = 0] = key.split(" ").map(Number);
    const smaller = Math.min(own[a] ?? 0, own[b] ?? 0);
    const share = Math.round((count / smaller) * 100) / 100;
    return smaller < FEWEST_OWN || share < LEAST_SHARE
      ? []
      : [{ a: submissions[a]?.id ?? "", b: submissions[b]?.id ?? "", share }];
  });
  return pairs
    .sort((one, other) => other.share - one.share || one.a.localeCompare(other.a) || one.b.localeCompare(other.b))
    .slice(0, MOST_PAIRS);
}
