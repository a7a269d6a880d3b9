import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { buildLab, type GeneratedFile } from "../../authoring/build-lab";
import { buildNotebook, formatNotebook, type CellExecution } from "../../authoring/notebook";
import type { SourceCell } from "../../authoring/percent";
import { readLab } from "../../authoring/read-lab";
import { buildQuizBank } from "./quiz-bank";
import { buildTranslatedTexts } from "./translated-texts";
import { getComparableText } from "./solution/masks";
import { ignoreMissing } from "../../grader/core/ignore-missing";

/** Runs a solution's cells; see `solution/run-in-lab-cloud.ts`. */
type Runner = (cells: readonly SourceCell[]) => Promise<ReadonlyMap<string, CellExecution>>;

/**
 * All generated files of a lab; the solution is run for this.
 *
 * @returns the learner's files, the solution's scripts, the quiz's questions, the translated texts, and the solution notebook: the one on disk if it differs from the new
 *   one only in masked text, so that generating again changes nothing
 * @throws CourseError if the source has errors or a cell of the solution fails
 */
export async function generateLab(root: string, lab: string, run: Runner): Promise<readonly GeneratedFile[]> {
  const source = await readLab(root, lab);
  const { learner, solutionScripts, solutionNotebook } = buildLab(source);
  const ran = await run(solutionNotebook.cells);
  const text = formatNotebook(buildNotebook(solutionNotebook.cells, ran));
  const file = join(root, solutionNotebook.path);
  const onDisk = await readFile(file, "utf8").catch(ignoreMissing);
  const varying = [
    ...findCellsBesideScripts(solutionNotebook.cells),
    ...solutionNotebook.cells.filter(({ tags }) => tags.includes("varies")).map(({ id }) => id),
  ];
  const same = onDisk !== undefined && getComparableText(onDisk, varying) === getComparableText(text, varying);
  return [
    ...learner,
    ...solutionScripts,
    ...(await buildQuizBank(root, lab)),
    ...(await buildTranslatedTexts(root, lab)),
    { path: solutionNotebook.path, text: same ? onDisk : text },
  ];
}

/**
 * The cells that run while a script is running, from the first cell tagged `script` to the last: their outputs depend on the
 * script's progress at that moment.
 */
function findCellsBesideScripts(cells: readonly SourceCell[]): string[] {
  const starts = cells.flatMap(({ tags }, index) => (tags.includes("script") ? [index] : []));
  return cells.slice(starts[0] ?? cells.length, (starts.at(-1) ?? cells.length) + 1).map(({ id }) => id);
}
