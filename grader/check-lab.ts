import { NotAFile, readOthersFile } from "../cloud/others-folder";
import { NoSuchExercise } from "./engine/faults";
import { gradeSubmission } from "./engine/grade-submission";
import { openGrader } from "./engine/open-grader";
import type { Grader } from "./engine/open-grader";
import type { SubmissionResult } from "./results";
import type { RunSettings } from "./run/run-cells";
import { LARGEST_FILE_BYTES } from "./submission/submission";
import type { HandedIn, Submission } from "./submission/submission";

/** The lab whose notebook and scripts are looked at, where the project has them. */
export type CheckedLab = HandedIn & { readonly id: string };

/** A learner's own check. */
export interface Check extends Pick<RunSettings, "tell" | "signal"> {
  /** Absolute path of the project, whose notebook and scripts are looked at, unless they stand in the folder `work`. */
  readonly root: string;
  readonly work?: string | undefined;
  readonly lab: CheckedLab;
  /** One exercise; all, if not given. */
  readonly exercise?: string | undefined;
  readonly seed?: number;
}

/** A check sees visible claims only, and confines nothing, since it is the learner's own code on their own machine. */
export const AS_A_CHECK = { unsafe: true, visibleOnly: true } as const;
/** Of the inputs, where nobody says otherwise. */
export const USUAL_SEED = 1;

/**
 * Looks at the learner's own saved files with the grader's engine.
 *
 * @throws GraderFault; NoSuchExercise
 */
export async function checkLab({ root, lab, seed = USUAL_SEED, ...check }: Check): Promise<SubmissionResult> {
  check.tell?.("Preparing the check");
  const grader = await openGrader({ root, lab: lab.id, seed, ...AS_A_CHECK });
  try {
    return await checkWith(grader, { root, lab, ...check });
  } finally {
    await grader.close();
  }
}

/**
 * The same with a grader that is open already.
 *
 * @param more what the runs are told beside the grader's own settings
 * @throws NoSuchExercise
 */
export async function checkWith(
  { grading, settings }: Pick<Grader, "grading" | "settings">,
  { root, work = root, lab, exercise, tell, signal }: Omit<Check, "seed">,
  more: Partial<RunSettings> = {},
): Promise<SubmissionResult> {
  const ids = grading.lab.exercises.map(({ id }) => id);
  if (exercise !== undefined && !ids.includes(exercise))
    throw new NoSuchExercise(`Lab ${lab.id} has no exercise "${exercise}". They are: ${ids.join(", ")}.`);
  return gradeSubmission(ownFiles(work, lab), grading, {
    settings: { ...settings(), ...more, tell, signal },
    only: exercise === undefined ? undefined : [exercise],
  });
}

/** Reads as `grade` does: what a link leads to is not what is handed in. */
function ownFiles(root: string, lab: HandedIn): Submission {
  const texts = new Map<string, string>();
  const notes: string[] = [];
  for (const path of [lab.notebook, ...lab.scripts]) {
    try {
      const text = readOthersFile(root, path.split("/"), LARGEST_FILE_BYTES)?.toString("utf8");
      if (text === undefined) notes.push(`There is no ${path}: its exercises count as open.`);
      else texts.set(path, text);
    } catch (error) {
      if (!(error instanceof NotAFile)) throw error;
      notes.push(`${path} is a link, or no regular file, or larger than 128 MiB: its exercises count as open.`);
    }
  }
  const notebook = texts.get(lab.notebook);
  texts.delete(lab.notebook);
  return { id: "your files", scripts: texts, notes, ...(notebook === undefined ? {} : { notebook }) };
}
