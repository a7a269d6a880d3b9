import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { RunEvidence } from "../evidence/evidence";
import type { Skeleton } from "../merge/skeleton";
import { openText, sealText } from "./seal-text";

/**
 * The recording of a lab that a class's copy holds in place of its source: enough to check a learner's work, without the solution.
 *
 * The skeleton has the stub in place of the solution. The runs are the evidence of the solution's run, only the parts that visible
 * claims read.
 */
export interface RecordedLab {
  readonly seed: number;
  readonly skeleton: Skeleton;
  /** By unit. */
  readonly runs: Readonly<Record<string, RunEvidence>>;
}

/** Path of a lab's recording in the project. */
export function getRecordingPath(lab: string): string {
  return `course/${lab}/recorded.json`;
}

/** Whether there is a recording of the lab in place of its source. */
export function isRecorded(labRoot: string, lab: string): boolean {
  return existsSync(join(labRoot, getRecordingPath(lab)));
}

/** The text of a lab's recording: the skeleton can be read in it, the runs can't, see `sealText`. */
export function formatRecordedLab(lab: string, { runs, ...rest }: RecordedLab): string {
  return `${JSON.stringify({ ...rest, runs: sealText(JSON.stringify(runs), lab) })}\n`;
}

/** @returns undefined where the lab's own source is present, so that the solution can run */
export async function loadRecordedLab(labRoot: string, lab: string): Promise<RecordedLab | undefined> {
  const file = join(labRoot, getRecordingPath(lab));
  if (!isRecorded(labRoot, lab)) return undefined;
  // The border: `labs release` has written it.
  const { runs, ...rest } = JSON.parse(await readFile(file, "utf8")) as Omit<RecordedLab, "runs"> & { runs: string };
  return { ...rest, runs: JSON.parse(openText(runs, lab)) as RecordedLab["runs"] };
}
