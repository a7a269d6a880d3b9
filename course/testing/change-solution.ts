import { join } from "node:path";
import { dirname } from "node:path/posix";
import { getSolutionCode, parseLab, readLab, relocateImports } from "../../authoring/index";

const ROOT = join(import.meta.dirname, "..", "..");

/** A text of the solution, and the text in its place. */
export type SolutionChange = readonly [text: string, other: string];

/**
 * A text's lines with some texts replaced, for answers that differ from the solution in a few places.
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

/** The solutions of a lab by exercise, as learners would write them into its cells and scripts. */
export async function readSolutions(lab: string): Promise<ReadonlyMap<string, string>> {
  const { source, exercises } = parseLab(await readLab(ROOT, lab));
  return new Map(
    exercises.map(({ id, file, lines, region }) => {
      const script = source.scripts.find((item) => item.file === file);
      const code = getSolutionCode(lines, region);
      return [id, script ? relocateImports(code, { from: dirname(file), to: dirname(script.path) }) : code];
    }),
  );
}

/**
 * The solution of an exercise with some texts replaced.
 *
 * @param exercise such as `02-fuel-network.failures`
 * @throws Error if the lab does not have the exercise, or the solution does not have a text
 */
export async function changeSolution(exercise: string, ...changes: readonly SolutionChange[]): Promise<string[]> {
  const [lab = ""] = exercise.split(".");
  const solution = (await readSolutions(lab)).get(exercise);
  if (solution === undefined) throw new Error(`There is no exercise ${exercise}.`);
  return changeText(solution, changes);
}
