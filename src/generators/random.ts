/** A source of numbers in [0, 1), each with 32 random bits. */
export type Random = () => number;

/**
 * Random numbers that are the same for the same seed, on every computer.
 *
 * @param seed a whole number, 0 to 2^32 - 1
 * @see https://en.wikipedia.org/wiki/Xorshift the xorshift family, here after a mixing step so that small seeds give
 * good numbers too
 */
export function seededRandom(seed: number): Random {
  let state = (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ 0x2545f491) >>> 0 || 1;
  const drawNext = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  for (let skipped = 0; skipped < 16; skipped += 1) drawNext();
  return drawNext;
}

/** One of the items, all with the same probability. */
export function pick<T>(random: Random, items: readonly [T, ...T[]]): T {
  return items[Math.floor(random() * items.length)] ?? items[0];
}

/** A whole number from `low` to `high`, both included. */
export function between(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1));
}

/** A waiting time with the given mean, exponentially distributed, as between independent events. */
export function drawExponential(random: Random, mean: number): number {
  return -mean * Math.log(1 - random());
}
