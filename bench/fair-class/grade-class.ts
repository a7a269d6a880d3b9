import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { labs } from "../../course/index";
import type { ExerciseResult, GradeResults, SubmissionResult } from "../../grader/index";
import { listExercises } from "../../grader/merge/skeleton";
import { explainNotConfined } from "../../grader/sandbox/bubblewrap";
import { DEFAULT_LIMITS } from "../../grader/sandbox/limits";
import { fillBlank, handIn, readHandOut, type HandOut, type Work } from "./forms";
import type { Change, Learner } from "./learners";

/** A learner whose marks differ from those that a fair person gives, with the differences. */
export interface Disagreement {
  readonly who: string;
  readonly lab: string;
  readonly differences: readonly string[];
}

/**
 * Writes the learners' submissions of one lab into `folder`, and has `labs grade` mark them.
 *
 * @param root absolute path of the project
 * @returns the learners whose marks are not those that were decided
 * @throws Error if the command fails
 */
export async function gradeLearners(
  root: string,
  { lab, learners, folder }: { readonly lab: string; readonly learners: readonly Learner[]; readonly folder: string },
): Promise<Disagreement[]> {
  await writeClass(root, learners, join(folder, "class"));
  const out = join(folder, "grades");
  const unsafe = explainNotConfined(DEFAULT_LIMITS) === undefined ? [] : ["--unsafe"];
  const args = ["grade", lab, join(folder, "class"), "--out", out, "--workers", "2", "--seed", "7", ...unsafe];
  const command = [join(root, "scripts", "labs.mjs"), ...args];
  execFileSync(process.execPath, command, { cwd: root, stdio: ["ignore", "ignore", "pipe"] });
  const { submissions } = JSON.parse(readFileSync(join(out, "results.json"), "utf8")) as GradeResults;
  return learners.flatMap((learner) => {
    const differences = compareMarks(
      learner,
      submissions.find(({ id }) => id === learner.who),
    );
    return differences.length === 0 ? [] : [{ who: learner.who, lab, differences }];
  });
}

/**
 * Writes the learners' hand-ins into a folder, as an instructor downloads them.
 *
 * @param root absolute path of the project
 * @returns    each learner's work, before it was handed in
 * @throws Error if a lab lacks an exercise that a learner changes
 */
export async function writeClass(
  root: string,
  learners: readonly Learner[],
  folder: string,
): Promise<ReadonlyMap<Learner, Work>> {
  const handOuts = new Map<string, HandOut>();
  const works = new Map<Learner, Work>();
  for (const learner of learners) {
    const id = labs.find(({ number }) => number === learner.lab)?.id ?? "";
    const handOut = handOuts.get(id) ?? (await readHandOut(root, id));
    handOuts.set(id, handOut);
    const work = fillIn(handOut, learner);
    works.set(learner, work);
    for (const [path, bytes] of Object.entries(handIn(learner.who, learner.form, work))) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), bytes);
    }
  }
  return works;
}

function fillIn(handOut: HandOut, { changes }: Learner): Work {
  const { lab, cells, scripts } = handOut.skeleton;
  const exercises = listExercises([...cells, ...scripts]);
  const unknown = changes.find(({ exercise }) => exercise !== "*" && !exercises.includes(`${lab}.${exercise}`));
  if (unknown) throw new Error(`${lab} has no exercise ${unknown.exercise}.`);
  return fillBlank(handOut, (exercise, solution) => {
    const change = findChange(changes, exercise);
    return change ? change.answer?.(solution.join("\n")).split("\n") : solution;
  });
}

const findChange = (changes: readonly Change[], id: string): Change | undefined =>
  changes.find(({ exercise }) => exercise === "*" || id.endsWith(`.${exercise}`));

function compareMarks({ changes, isUnreadable }: Learner, found: SubmissionResult | undefined): string[] {
  const status = isUnreadable ? "unreadable" : "graded";
  if (found?.status !== status)
    return [`${status}, but came to ${found?.status ?? "nothing"}: ${found?.notes.join(" ") ?? ""}`];
  if (isUnreadable) return found.notes.length > 0 ? [] : ["no note says why it can't be read"];
  return found.exercises.flatMap((exercise) => {
    const change = findChange(changes, exercise.id);
    const points = change === undefined || change.points === "all" ? exercise.max : change.points;
    const isOpen = change?.isOpen === true;
    return isFair(exercise, points, isOpen) ? [] : [describeDifference(exercise, isOpen ? "open" : points)];
  });
}

/**
 * Whether a fair person would give these marks. All and nothing have to be exact. In between, two fair people may differ by half a point, or by
 * a quarter of an exercise's points.
 */
function isFair({ score, max, status }: ExerciseResult, points: number, isOpen: boolean): boolean {
  if (points === max || points === 0) return score === points && (status === "open") === isOpen;
  return score > 0 && score < max && Math.abs(score - points) <= Math.max(0.5, max / 4);
}

function describeDifference(
  { id, score, max, status, cause, claims }: ExerciseResult,
  points: number | "open",
): string {
  const failed = claims.filter(({ holds }) => !holds).map(({ says, hint = "" }) => `${says}: ${hint.slice(0, 120)}`);
  return `${id}: ${points} of ${max} would be fair, it has ${score} (${status}). ${[cause ?? "", ...failed].join(" | ")}`;
}
