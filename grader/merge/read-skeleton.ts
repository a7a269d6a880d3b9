import { posix } from "node:path";
import {
  buildLab,
  parseLab,
  getRegionBody,
  listRegions,
  relocateImports,
  type GeneratedFile,
  type LabSource,
} from "../../authoring/index";
import { readNotebook } from "../submission/read-notebook";
import { declarationsOf } from "./declarations";
import type { Skeleton, SkeletonText, Slot } from "./skeleton";

/**
 * Reads the skeleton of a lab from its course source.
 *
 * @throws CourseError if the source cannot be built; Error if the learner's and the solution's view do not match, which
 * is a bug of the course build
 */
export function readSkeleton(source: LabSource): Skeleton {
  const built = buildLab(source, { solutions: "none", checks: "included" });
  const exercises = parseLab(source).exercises;
  const [notebook, ...scripts] = built.learner;
  if (!notebook) throw new Error(`The lab ${source.id} has no notebook.`);
  const solutions = new Map(built.solutionNotebook.cells.map((cell) => [cell.id, cell.lines]));
  return {
    lab: source.id,
    notebook: notebook.path,
    cells: readNotebook(notebook.text).map(({ id = "", exercise, lines }) =>
      createSkeletonText(
        { id, lines, ...(exercise === undefined ? {} : { exercise }) },
        solutions.get(id) ?? lines,
        () => exercise,
      ),
    ),
    scripts: scripts.map(({ path, text }, at) => {
      const file = source.scripts.find((script) => script.path === path)?.file;
      const ids = exercises.filter((exercise) => exercise.file === file).map(({ id }) => id);
      return createSkeletonText(
        { id: path, lines: text.split("\n") },
        moveImports(built.solutionScripts[at], path).split("\n"),
        (n) => ids[n],
      );
    }),
  };
}

/** A solution's script as it would read instead of the learner's, whose imports begin in another folder. */
const moveImports = (solution: GeneratedFile | undefined, path: string): string =>
  solution ? relocateImports(solution.text, { from: posix.dirname(solution.path), to: posix.dirname(path) }) : "";

function createSkeletonText(
  learner: Omit<SkeletonText, "slots" | "declares">,
  solution: readonly string[],
  exerciseOf: (region: number) => string | undefined,
): SkeletonText {
  const stubs = extractBodies(learner.lines);
  const answers = extractBodies(solution);
  const slots = stubs.map((stub, n): Slot => {
    const exercise = exerciseOf(n);
    const answer = answers[n];
    if (exercise === undefined || answer === undefined)
      throw new Error(`Region ${n + 1} of ${learner.id} has no exercise or no solution.`);
    return { exercise, stub, solution: answer };
  });
  const declares = declarationsOf(learner.lines.join("\n")).flatMap(({ names }) => names);
  return { ...learner, slots, declares };
}

function extractBodies(lines: readonly string[]): string[][] {
  return listRegions(lines).map((region) => getRegionBody(lines, region));
}
