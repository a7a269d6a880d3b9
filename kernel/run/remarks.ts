import type { LeftPromise } from "./checkpoints";
import type { Position } from "./positions";

/** More would say the same. */
const MOST = 3;

/**
 * What to tell of promises that a cell has made and that nothing in it takes.
 *
 * @param lineOf the line of the cell for a place in what lies between its TypeScript and JavaScript
 * @returns      a sentence each, once for a line
 */
export function remarksOn(left: readonly LeftPromise[], lineOf: (place: Position) => number | undefined): string[] {
  const sentences = left.map(({ name, place }) => {
    const line = lineOf(place);
    const where = line === undefined ? "The cell" : `Line ${line}`;
    return `${where} does not wait for ${name === "" ? "its call" : `${name}(…)`}: \`await\` is missing before it. The next line runs before this one is done.`;
  });
  return [...new Set(sentences)].slice(0, MOST);
}
