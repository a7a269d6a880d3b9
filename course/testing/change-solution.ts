import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { getSolutionCode, listRegions } from "../../authoring/index";

/** A text of the solution, and the text in its place. */
export type SolutionChange = readonly [text: string, other: string];

/**
 * A text's lines with some texts replaced, for mistakes that differ from the solution in a few places.
 *
 * @throws Error if the solution does not have a text
 */
export function changeText(solution: string, changes: readonly SolutionChange[]): string[] {
  const changed = changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`The solution does not have: ${from}`);
    return text.replaceAll(from, () => to);
  }, solution);
  return changed.split("\n");
}

/**
 * The solution of a cell with some texts replaced.
 *
 * @param exercise such as `02-fuel-network.failures`
 * @throws Error if no cell of the lab has the exercise, or the solution does not have a text
 */
export function changeCell(exercise: string, ...changes: readonly SolutionChange[]): string[] {
  const [lab = ""] = exercise.split(".");
  const folder = join(import.meta.dirname, "..", lab, "lab");
  const cells = readdirSync(folder).flatMap((part) => readFileSync(join(folder, part), "utf8").split(/^(?=\/\/ %%)/m));
  const lines = cells.find((cell) => new RegExp(`^.* exercise=${exercise}$`, "m").test(cell))?.split("\n") ?? [];
  const [region] = listRegions(lines);
  if (region === undefined) throw new Error(`No cell has the exercise ${exercise}.`);
  return changeText(getSolutionCode(lines, region), changes);
}
