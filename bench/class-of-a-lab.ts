import { readFeedback } from "../course/testing/golden-feedback";
import { loadMistakes } from "../course/testing/load-mistakes";
import { loadExercisePoints } from "../grader/engine/open-grader";
import type { Mutant } from "../grader/testing/mutator";
import { createRandom } from "../grader/testing/random";
import { fillBlank, handIn, readHandOut } from "./fair-class/forms";

/** An answer to an exercise, and the points that it must earn. */
interface ScoredAnswer {
  readonly lines: readonly string[] | undefined;
  readonly score: number;
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
  const handOut = await readHandOut(root, lab);
  const points = await loadExercisePoints(root, lab);
  const mistakes = await listScoredMistakes(lab, points);
  const random = createRandom(1);
  return Array.from({ length: count }, (_, n) => {
    const id = `learner-${String(n).padStart(4, "0")}`;
    const scores: Record<string, number> = {};
    const work = fillBlank(handOut, (exercise, solution) => {
      const kind = random(10);
      const wrong = mistakes.get(exercise) ?? [];
      const right = { lines: addUniqueLine(solution, n), score: points.get(exercise) ?? NaN };
      const answer = kind < 7 ? right : kind < 9 ? wrong[random(wrong.length)] : { lines: undefined, score: 0 };
      const { lines, score } = answer ?? right;
      scores[exercise] = score;
      return lines;
    });
    return { id, status: "graded", scores, files: handIn(id, "folder", work) };
  });
}

/** The solution after a statement that no other submission has, if the solution begins with a statement. */
function addUniqueLine(solution: readonly string[], n: number): readonly string[] {
  const first = solution.find((line) => !/^ *\/\//.test(line)) ?? "";
  return /^ *(await|const|for|if|import|let|return|throw)\b/.test(first) ? [`void ${n};`, ...solution] : solution;
}

/**
 * The lab's mistakes by exercise, with their scores: their golden feedback has a line for each claim that holds. Claims that also hold
 * without an answer earn nothing by themselves: such feedback begins with the sign of a wrong answer.
 */
async function listScoredMistakes(lab: string, points: ReadonlyMap<string, number>) {
  const found = new Map<string, readonly ScoredAnswer[]>();
  for (const { name, exercise, fails, answer } of await loadMistakes(lab)) {
    const feedback = readFeedback(exercise).get(name);
    if (feedback === undefined) throw new Error(`There is no golden feedback on ${name} of ${exercise}.`);
    const holding = feedback.startsWith("✗") ? 0 : (feedback.match(/^ {4}✓ /gm)?.length ?? 0);
    const share = holding / (holding + fails.length);
    const score = Math.round((points.get(exercise) ?? NaN) * share * 100) / 100;
    found.set(exercise, [...(found.get(exercise) ?? []), { lines: answer, score }]);
  }
  return found;
}
