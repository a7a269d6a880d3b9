import type { UnusedPromise } from "./checkpoints";
import type { Position } from "./positions";

/** The maximum number of remarks shown for a cell; further ones would say the same. */
const MAX = 3;

/**
 * Remarks about promises that calls of a cell returned and that the cell does not use.
 *
 * @param lineOf the line of the cell for a place in the intermediate JavaScript
 * @returns      one sentence for each line of the cell with such a call
 */
export function createRemarks(
  left: readonly UnusedPromise[],
  lineOf: (position: Position) => number | undefined,
): string[] {
  const sentences = left.map(({ name, position }) => {
    const line = lineOf(position);
    const where = line === undefined ? "The cell" : `Line ${line}`;
    return `${where} does not wait for ${name === "" ? "its call" : `${name}(…)`}: \`await\` is missing before it. The next line runs before this one is done.`;
  });
  return [...new Set(sentences)].slice(0, MAX);
}
