import { NonFileError, readUntrustedFile } from "../../foundation/untrusted-folder";
import { UnknownExercise } from "../engine/faults";
import { gradeSubmission } from "../engine/pipeline";
import { openGrader, type Grader } from "../engine/open-grader";
import type { SubmissionResult } from "../reports/results";
import type { RunSettings } from "../run/run-cells";
import { LARGEST_FILE_BYTES, type SubmittedPaths, type Submission } from "../submission/submission";

/** The lab whose notebook and scripts are checked, with their paths in the project. */
export type CheckedLab = SubmittedPaths & { readonly id: string };

/** A learner's own check: its files, exercises and inputs. */
export interface Check extends Pick<RunSettings, "report" | "signal"> {
  /** Absolute path of the project, which holds the notebook and scripts unless the folder `work` is given. */
  readonly root: string;
  readonly work?: string | undefined;
  readonly lab: CheckedLab;
  /** One exercise; all exercises, if not given. */
  readonly exercise?: string | undefined;
  readonly seed?: number;
}

/** A check judges visible claims only, and uses no sandbox: a learner's own code runs on the learner's own machine. */
export const CHECK_OPTIONS = { unsafe: true, visibleOnly: true } as const;
/** The seed of the inputs, if none is given. */
export const DEFAULT_SEED = 1;

/**
 * Checks the learner's own saved files with the grader's engine.
 *
 * @throws GraderFault; UnknownExercise
 */
export async function checkLab({ root, lab, seed = DEFAULT_SEED, ...check }: Check): Promise<SubmissionResult> {
  check.report?.("Preparing the check");
  const grader = await openGrader({ root, lab: lab.id, seed, ...CHECK_OPTIONS });
  try {
    return await checkWith(grader, { root, lab, ...check });
  } finally {
    await grader.close();
  }
}

/**
 * Checks the learner's saved files with a grader that is already open.
 *
 * @param more run settings beside the grader's own
 * @throws UnknownExercise
 */
export async function checkWith(
  { grading, getSettings }: Pick<Grader, "grading" | "getSettings">,
  { root, work = root, lab, exercise, report, signal }: Omit<Check, "seed">,
  more: Partial<RunSettings> = {},
): Promise<SubmissionResult> {
  const ids = grading.lab.exercises.map(({ id }) => id);
  if (exercise !== undefined && !ids.includes(exercise))
    throw new UnknownExercise(`Lab ${lab.id} has no exercise "${exercise}". They are: ${ids.join(", ")}.`);
  return gradeSubmission(createLocalSubmission(work, lab), grading, {
    settings: { ...getSettings(), ...more, report, signal },
    only: exercise === undefined ? undefined : [exercise],
  });
}

/** Reads the files as `grade` does: a symbolic link is not followed, since its target is not handed in. */
function createLocalSubmission(root: string, lab: SubmittedPaths): Submission {
  const texts = new Map<string, string>();
  const notes: string[] = [];
  for (const path of [lab.notebook, ...lab.scripts]) {
    try {
      const text = readUntrustedFile(root, path.split("/"), LARGEST_FILE_BYTES)?.toString("utf8");
      if (text === undefined) notes.push(`There is no ${path}: its exercises count as open.`);
      else texts.set(path, text);
    } catch (error) {
      if (!(error instanceof NonFileError)) throw error;
      notes.push(`${path} is a link, not a regular file, or larger than 128 MiB: its exercises count as open.`);
    }
  }
  const notebook = texts.get(lab.notebook);
  texts.delete(lab.notebook);
  return { id: "your files", scripts: texts, notes, ...(notebook === undefined ? {} : { notebook }) };
}
