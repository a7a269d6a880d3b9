import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readLab } from "../../authoring/index";
import type { ExerciseResult, GradeResults, SubmissionResult } from "../../grader/index";
import { readSkeleton } from "../../grader/merge/read-skeleton";
import { listExercises } from "../../grader/merge/skeleton";
import { explainNotConfined } from "../../grader/sandbox/bubblewrap";
import { DEFAULT_LIMITS } from "../../grader/sandbox/limits";
import { labs } from "../../course/index";
import { FORMS, fillBlank, toHandIn, type NotebookCell, type Work } from "./forms";
import { EVERY, WHOLE, type Change, type Learner } from "./learner";

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
  for (const learner of learners)
    for (const [path, bytes] of Object.entries(toHandIn(learner.who, await createFiles(root, learner)))) {
      mkdirSync(dirname(join(folder, "class", path)), { recursive: true });
      writeFileSync(join(folder, "class", path), bytes);
    }
  const out = join(folder, "grades");
  const unsafe = explainNotConfined(DEFAULT_LIMITS) === undefined ? [] : ["--unsafe"];
  const args = ["grade", lab, join(folder, "class"), "--out", out, "--workers", "2", "--seed", "7", ...unsafe];
  const child = spawn(process.execPath, [join(root, "scripts", "labs.mjs"), ...args], { cwd: root, stdio: "pipe" });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += String(text)));
  const [status] = (await once(child, "close")) as [number | null];
  if (status !== 0) throw new Error(`labs grade ${lab} ended with status ${status}:\n${output}`);
  const { submissions } = JSON.parse(readFileSync(join(out, "results.json"), "utf8")) as GradeResults;
  return learners.flatMap((learner) => {
    const differences = compareMarks(
      learner,
      submissions.find(({ id }) => id === learner.who),
    );
    return differences.length === 0 ? [] : [{ who: learner.who, lab, differences }];
  });
}

const findLabId = (number: string): string => {
  const lab = labs.find((item) => item.number === number);
  if (!lab) throw new Error(`There is no lab ${number}.`);
  return lab.id;
};

async function createFiles(
  root: string,
  { lab, form, changes }: Learner,
): Promise<ReturnType<(typeof FORMS)["folder"]>> {
  const id = findLabId(lab);
  const skeleton = readSkeleton(await readLab(root, id));
  const exercises = listExercises([...skeleton.cells, ...skeleton.scripts]);
  const unknown = changes.find(([exercise]) => exercise !== EVERY && !exercises.includes(`${id}.${exercise}`));
  if (unknown) throw new Error(`Lab ${lab} has no exercise ${unknown[0]}.`);
  const work: Work = fillBlank(skeleton, readBlank(join(root, "notebooks", `${id}.ipynb`)), (exercise, solution) => {
    const change = findChange(changes, exercise);
    return change ? applyChange(change, solution) : solution;
  });
  return FORMS[form](work);
}

const findChange = (changes: readonly Change[], exercise: string): Change | undefined =>
  changes.find(([name]) => name === EVERY || exercise.endsWith(`.${name}`));

/** The lines of a changed answer; `undefined` if it was left as handed out. */
function applyChange([exercise, , from, to = ""]: Change, solution: readonly string[]): string[] | undefined {
  const text = solution.join("\n");
  if (from === undefined) return undefined;
  if (from === WHOLE) return to.split("\n");
  if (!text.includes(from)) throw new Error(`The solution of ${exercise} has no ${from}`);
  return text.replace(from, () => to).split("\n");
}

function readBlank(path: string): NotebookCell[] {
  const { cells } = JSON.parse(readFileSync(path, "utf8")) as {
    cells: { cell_type: string; id: string; metadata: Record<string, unknown>; source: string[] | string }[];
  };
  return cells.map(({ cell_type, id, metadata, source }) => ({
    cell_type,
    id,
    metadata,
    source: [source].flat().join(""),
  }));
}

function compareMarks({ changes, isUnreadable }: Learner, found: SubmissionResult | undefined): string[] {
  const status = isUnreadable ? "unreadable" : "graded";
  if (found?.status !== status)
    return [`${status}, but came to ${found?.status ?? "nothing"}: ${found?.notes.join(" ") ?? ""}`];
  if (isUnreadable) return found.notes.length > 0 ? [] : ["no note says why it can't be read"];
  return found.exercises.flatMap((exercise) => {
    const change = findChange(changes, exercise.id);
    const points = change === undefined || change[1] === "all" ? exercise.max : change[1];
    const isOpen = change?.length === 2;
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
