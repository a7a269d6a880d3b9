import { buildLab, parseLab, regionBody, regions } from "../../authoring/index";
import type { LabSource } from "../../authoring/index";
import { readNotebook } from "../submission/read-notebook";

/** A place in the skeleton that a learner fills: what they were given there, and what the solution says. */
export interface Slot {
  readonly exercise: string;
  readonly stub: readonly string[];
  readonly solution: readonly string[];
}

/** A cell or a script of the lab. `lines` are the learner's view; its n-th region is the n-th slot. */
export interface SkeletonText {
  /** A cell's id, or a script's path in the project. */
  readonly id: string;
  readonly exercise?: string;
  readonly lines: readonly string[];
  readonly slots: readonly Slot[];
}

/** The solution's own frame: everything of a lab but what its learners write. */
export interface Skeleton {
  readonly lab: string;
  readonly notebook: string;
  readonly cells: readonly SkeletonText[];
  readonly scripts: readonly SkeletonText[];
}

/**
 * Takes the skeleton of a lab from its course source.
 *
 * @throws CourseError if the source cannot be built; Error if learner's and solution's view do not match: our bug
 */
export function skeletonOf(source: LabSource): Skeleton {
  const built = buildLab(source, { solutions: "none" });
  const exercises = parseLab(source).exercises;
  const [notebook, ...scripts] = built.learner;
  if (!notebook) throw new Error(`The lab ${source.id} has no notebook.`);
  const solutions = new Map(built.solutionNotebook.cells.map((cell) => [cell.id, cell.lines]));
  return {
    lab: source.id,
    notebook: notebook.path,
    cells: readNotebook(notebook.text).map(({ id = "", exercise, lines }) =>
      skeletonText(
        { id, lines, ...(exercise === undefined ? {} : { exercise }) },
        solutions.get(id) ?? lines,
        () => exercise,
      ),
    ),
    scripts: scripts.map(({ path, text }, at) => {
      const file = source.scripts.find((script) => script.path === path)?.file;
      const ids = exercises.filter((exercise) => exercise.file === file).map(({ id }) => id);
      return skeletonText(
        { id: path, lines: text.split("\n") },
        built.solutionScripts[at]?.text.split("\n") ?? [],
        (n) => ids[n],
      );
    }),
  };
}

/** The exercises of a skeleton, in the order of its texts. */
export function exercisesIn(texts: readonly SkeletonText[]): string[] {
  return [...new Set(texts.flatMap(({ slots }) => slots.map(({ exercise }) => exercise)))];
}

function skeletonText(
  learner: Omit<SkeletonText, "slots">,
  solution: readonly string[],
  exerciseOf: (region: number) => string | undefined,
): SkeletonText {
  const stubs = bodies(learner.lines, learner.id);
  const answers = bodies(solution, learner.id);
  const slots = stubs.map((stub, n): Slot => {
    const exercise = exerciseOf(n);
    const answer = answers[n];
    if (exercise === undefined || answer === undefined)
      throw new Error(`Region ${n + 1} of ${learner.id} has no exercise or no solution.`);
    return { exercise, stub, solution: answer };
  });
  return { ...learner, slots };
}

function bodies(lines: readonly string[], file: string): string[][] {
  return regions(lines, { file, firstLine: 1 }).regions.map((region) => regionBody(lines, region));
}
