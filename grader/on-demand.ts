/**
 * Functions that need the whole engine, which is loaded at the first call: the command that only starts the workers of
 * a batch does not need it.
 */
import type { RecordedLab } from "./class-copy/recorded-lab";
import type { Check } from "./check-lab";
import type { Rehearsal, RehearsalOptions } from "./rehearsal";
import type { SubmissionResult } from "./results";

/** See `check-lab.ts`. */
export async function checkLab(check: Check): Promise<SubmissionResult> {
  return (await import("./check-lab")).checkLab(check);
}

/** See `engine/exercise-points.ts`. */
export async function loadExercisePoints(labRoot: string, lab: string): Promise<ReadonlyMap<string, number>> {
  return (await import("./engine/exercise-points")).loadExercisePoints(labRoot, lab);
}

/** See `class-copy/record-lab.ts`. */
export async function recordLab(root: string, lab: string): Promise<RecordedLab> {
  return (await import("./class-copy/record-lab")).recordLab(root, lab);
}

/** See `rehearsal.ts`. */
export async function openRehearsal(options: RehearsalOptions): Promise<Rehearsal> {
  return (await import("./rehearsal")).openRehearsal(options);
}
