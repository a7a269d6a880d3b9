import { randomBytes } from "node:crypto";
import { chmodSync, renameSync, rmSync, writeFileSync } from "node:fs";

/** `tried`: checked, and not right yet. */
export type ExerciseState = "open" | "tried" | "right";

/** One exercise of a report. It says nothing about the answer. */
export interface ExerciseProgress {
  readonly id: string;
  readonly state: ExerciseState;
  /** When the state began, in ISO 8601. */
  readonly since: string;
  /** How many of the three hints the learner has seen. */
  readonly hints: number;
}

/** Everything that a learner shares about one lab: no code, no answers, no output. */
export interface ProgressReport {
  readonly version: 1;
  /** Random, the same for all labs of one learner: two learners may choose the same name. */
  readonly key: string;
  /** A name or a pseudonym, as the learner chose it. */
  readonly learner: string;
  /** `01-streaming-ingestion` */
  readonly lab: string;
  /** When the last check ended, in ISO 8601. */
  readonly at: string;
  readonly exercises: readonly ExerciseProgress[];
}

/** The name of a report's file in the class's folder. */
export const getReportName = ({ key, lab }: Pick<ProgressReport, "key" | "lab">): string => `${key}.${lab}.json`;

/**
 * Writes JSON in one step: a reader sees the old file or the new one.
 *
 * @param mode the file's permissions; without it, those of any new file
 */
export function replaceJson(file: string, value: object, mode?: number): void {
  // The name is random, since others may write to the folder too.
  const temporary = `${file}.${randomBytes(4).toString("hex")}.new`;
  try {
    writeFileSync(temporary, `${JSON.stringify(value, null, 2)}\n`, { mode });
    // The umask may have taken permissions away.
    if (mode !== undefined) chmodSync(temporary, mode);
    renameSync(temporary, file);
  } finally {
    rmSync(temporary, { force: true });
  }
}
