import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { RunEvidence } from "../evidence/evidence";
import type { Skeleton } from "../merge/skeleton";

/**
 * What a class's copy holds of a lab in place of its source: enough to check a learner's work, and no solution.
 *
 * The skeleton has the stub where the solution would stand. The runs are what the solution's run has left, and of that only what the
 * visible claims read.
 */
export interface RecordedLab {
  readonly seed: number;
  readonly skeleton: Skeleton;
  /** By unit. */
  readonly runs: Readonly<Record<string, RunEvidence>>;
}

/** Where it stands, in the project. */
export function recordedFile(lab: string): string {
  return `course/${lab}/recorded.json`;
}

/** Whether there is a recording of the lab in place of its source. */
export function isRecorded(labRoot: string, lab: string): boolean {
  return existsSync(join(labRoot, recordedFile(lab)));
}

/** @returns nothing where the lab's own source is, and the solution can run */
export async function recordedLab(labRoot: string, lab: string): Promise<RecordedLab | undefined> {
  const file = join(labRoot, recordedFile(lab));
  if (!isRecorded(labRoot, lab)) return undefined;
  // The border: `labs release` has written it.
  return JSON.parse(await readFile(file, "utf8")) as RecordedLab;
}
