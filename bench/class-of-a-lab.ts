import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { strToU8 } from "fflate";
import { transformSync } from "esbuild";
import { readLab, listRegions, replaceRegionBodies } from "../authoring/index";
import { loadMistakes } from "../course/testing/load-mistakes";
import { loadExercisePoints } from "../grader/engine/exercise-points";
import { readSkeleton } from "../grader/merge/read-skeleton";
import type { Skeleton, SkeletonText } from "../grader/merge/skeleton";
import type { Mutant } from "../grader/testing/mutator";
import { createRandom, type Random } from "../grader/testing/random";
import { createNotebook } from "../grader/testing/tiny-lab";

/** An answer to an exercise, and the points that it must earn. */
interface ScoredAnswer {
  readonly lines: readonly string[];
  readonly score: number;
}

/** The lab's texts, points and mistakes, used to generate submissions. */
interface LabAnswers {
  readonly skeleton: Skeleton;
  readonly points: ReadonlyMap<string, number>;
  readonly mistakes: ReadonlyMap<string, readonly ScoredAnswer[]>;
}

/**
 * A class's submissions of a lab. Of ten answers seven are right, two are mistakes that the lab knows, and one is open.
 * Right answers differ between learners, by a statement of each learner's own where one can stand, so that the grader's
 * caches of equal submissions help little.
 *
 * @param lab the lab's id, `03-data-collection`
 * @param count the number of submissions
 */
export async function createClass(root: string, lab: string, count: number): Promise<Mutant[]> {
  const points = await loadExercisePoints(root, lab);
  const drawn = {
    skeleton: readSkeleton(await readLab(root, lab)),
    points,
    mistakes: await listScoredMistakes(root, lab, points),
  };
  const random = createRandom(1);
  return Array.from({ length: count }, (_, n) => createSubmission(drawn, n, random));
}

function createSubmission({ skeleton, points, mistakes }: LabAnswers, n: number, random: Random): Mutant {
  const id = `learner-${String(n).padStart(4, "0")}`;
  const scores: Record<string, number> = {};
  const fillText = (text: SkeletonText): string => {
    const solutions = text.slots.map(({ solution }) => solution);
    const bodies = text.slots.map(({ exercise, solution, stub }, slot) => {
      const kind = random(10);
      const wrong = mistakes.get(exercise) ?? [];
      const right = {
        lines: insertUniqueLine(text, solutions, { slot, n }) ?? solution,
        score: points.get(exercise) ?? NaN,
      };
      const answer = kind < 7 ? right : kind < 9 ? wrong[random(wrong.length)] : { lines: stub, score: 0 };
      const { lines, score } = answer ?? right;
      scores[exercise] = score;
      return lines;
    });
    return replaceBodies(text, bodies);
  };
  const cells = skeleton.cells.map((text) => ({
    id: text.id,
    ...(text.exercise === undefined ? {} : { exercise: text.exercise }),
    source: fillText(text),
  }));
  const notebook = createNotebook(cells);
  const scripts = skeleton.scripts.map((text) => [text.id, fillText(text)] as const);
  const files = [[basename(skeleton.notebook), notebook] as const, ...scripts];
  return {
    id,
    status: "graded",
    scores,
    files: Object.fromEntries(files.map(([path, text]) => [join(id, path), strToU8(text)])),
  };
}

const replaceBodies = ({ lines }: SkeletonText, bodies: readonly (readonly string[])[]): string =>
  replaceRegionBodies(lines, listRegions(lines), bodies).join("\n");

/** The solution after a statement that no other submission has; undefined where no statement can stand, such as in a list. */
function insertUniqueLine(
  text: SkeletonText,
  solutions: readonly (readonly string[])[],
  { slot, n }: { readonly slot: number; readonly n: number },
): readonly string[] | undefined {
  const lines = [`void ${n};`, ...(solutions[slot] ?? [])];
  const { start = 0 } = listRegions(text.lines)[slot] ?? {};
  // After `=>` the statement would be the function's result.
  if (text.lines[start - 1]?.endsWith("=>") === true) return undefined;
  try {
    transformSync(replaceBodies(text, solutions.with(slot, lines)), { loader: "ts" });
    return lines;
  } catch {
    return undefined;
  }
}

/**
 * The lab's mistakes by exercise, with their scores: their golden feedback has a line for each claim that holds. Claims that also hold
 * without an answer earn nothing by themselves: such feedback begins with the sign of a wrong answer.
 */
async function listScoredMistakes(
  root: string,
  lab: string,
  points: ReadonlyMap<string, number>,
): Promise<Map<string, readonly ScoredAnswer[]>> {
  const folder = join(root, "course", lab);
  const found = new Map<string, readonly ScoredAnswer[]>();
  for (const mistake of await loadMistakes(lab)) {
    const feedback = readFileSync(join(folder, "golden", "mistakes", `${mistake.name}.txt`), "utf8");
    const holding = feedback.startsWith("✗") ? 0 : (feedback.match(/^ {4}✓ /gm)?.length ?? 0);
    const claims = holding + mistake.fails.length;
    const score = Math.round(((points.get(mistake.exercise) ?? NaN) * holding * 100) / claims) / 100;
    found.set(mistake.exercise, [...(found.get(mistake.exercise) ?? []), { lines: mistake.answer, score }]);
  }
  return found;
}
