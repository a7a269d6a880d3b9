import { between, seededRandom } from "../../src/generators/random";

/** Draws some of the items, each at most once, the same ones for the same seed. */
export function drawSample<T>(items: readonly T[], count: number, seed: number): T[] {
  const random = seededRandom(seed);
  const left = [...items];
  return Array.from({ length: Math.min(count, left.length) }, () =>
    left.splice(between(random, 0, left.length - 1), 1),
  ).flat();
}
