import type { GradeResults } from "./results";
import type { TranslateFor } from "../core/translate";

/** A file of the output folder; `path` is relative to it, with forward slashes. */
export interface ReportFile {
  readonly path: string;
  readonly text: string;
  /** Texts by name, if the file is a zip. Names without an ending, and with `.sh`, are shell scripts. */
  readonly zip?: Readonly<Record<string, string>>;
}

/**
 * One report: a pure function of a batch's results.
 *
 * @param translateFor finds the translation of what a learner reads; if not given, everything is in English
 */
export type Report = (results: GradeResults, translateFor?: TranslateFor) => readonly ReportFile[];

/** The folder of one submission's own files. Ids are safe as names, see `findClass`. */
export function getFolder(id: string): string {
  return `submissions/${id}`;
}
