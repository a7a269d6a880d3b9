/**
 * Functions that need the whole engine, which is loaded at the first call: the command that only starts the workers of
 * a batch does not need it.
 */
import type { RecordedLab } from "../class-copy/recorded-lab";
import type { Check } from "../checker/check-lab";
import type { Rehearsal, RehearsalOptions } from "../checker/rehearsal";
import type { SubmissionResult } from "../reports/results";

/** See `checker/check-lab.ts`. */
export async function checkLab(check: Check): Promise<SubmissionResult> {
  return (await import("../checker/check-lab")).checkLab(check);
}

/** See `engine/open-grader.ts`. */
export async function loadExercisePoints(labRoot: string, lab: string): Promise<ReadonlyMap<string, number>> {
  return (await import("../engine/open-grader")).loadExercisePoints(labRoot, lab);
}

/** See `engine/record-lab.ts`. */
export async function recordLab(root: string, lab: string): Promise<RecordedLab> {
  return (await import("../engine/record-lab")).recordLab(root, lab);
}

/** See `checker/rehearsal.ts`. */
export async function openRehearsal(options: RehearsalOptions): Promise<Rehearsal> {
  return (await import("../checker/rehearsal")).openRehearsal(options);
}
