import type { GradeResults } from "../results";

/** A file of the output folder; `path` is relative to it, with forward slashes. */
export interface ReportFile {
  readonly path: string;
  readonly text: string;
  /** Texts by their names in a zip, which the file then is; scripts of a shell are those without an ending, and `.sh`. */
  readonly zip?: Readonly<Record<string, string>>;
}

/** One way of telling the results of a batch: a pure function of them. */
export type Report = (results: GradeResults) => readonly ReportFile[];

/** The folder of one submission's own files. Ids are safe as names, see `findSubmissions`. */
export function folderOf(id: string): string {
  return `submissions/${id}`;
}
