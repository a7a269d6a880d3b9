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
  const holders = new Map<number, Submitted[]>();
  const all = submissions.map(({ id, prints }) => {
    const one: Submitted = { id, own: 0, shared: new Map() };
    for (const print of prints) {
      const others = holders.get(print);
      if (others) others.push(one);
      else holders.set(print, [one]);
    }
    return one;
  });
  const common = Math.min(MOST_HOLDERS, Math.max(4, submissions.length / 10));
  for (const alike of holders.values()) {
    if (alike.length > common) continue;
    for (const [at, one] of alike.entries()) {
      one.own += 1;
      for (const other of alike.slice(at + 1)) one.shared.set(other, (one.shared.get(other) ?? 0) + 1);
    }
  }
  return all
    .flatMap((one) => [...one.shared].flatMap(([other, count]) => pairOf(one, other, count)))
    .sort((one, other) => other.share - one.share || one.a.localeCompare(other.a) || one.b.localeCompare(other.b))
    .slice(0, MOST_PAIRS);
}

/** A submission while pairs are looked for. */
interface Submitted {
  readonly id: string;
  /** How many of its prints count. */
  own: number;
  /** How many of these a later submission has, too. */
  readonly shared: Map<Submitted, number>;
}

function pairOf(one: Submitted, other: Submitted, count: number): Pair[] {
  const smaller = Math.min(one.own, other.own);
  const share = Math.round((count / smaller) * 100) / 100;
  return smaller < FEWEST_OWN || share < LEAST_SHARE ? [] : [{ a: one.id, b: other.id, share }];
}
