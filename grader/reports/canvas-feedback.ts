import type { GradeResults } from "../results";
import { feedbackHtml } from "./feedback-html";
import type { ReportFile } from "./report";
import { zipped } from "./zipped";

/**
 * `doejane_LATE_1234_56789_`, the beginning of each file that Canvas names in "Download submissions"; where Canvas
 * hides the names, `LATE_anon_aB3dE_56789_`.
 */
const PREFIX = /^(?:.+?_(?:LATE_)?\d+|(?:LATE_)?anon_[A-Za-z\d]{5})_\d+_/i;

/**
 * `canvas-feedback.zip`: for Canvas's "Re-upload submissions". Each page becomes a comment with a file. Canvas identifies the learner
 * by the first number in a file's name, and requires the second, which is the number of the submitted file.
 *
 * @see https://github.com/instructure/canvas-lms/blob/master/app/models/assignment.rb (infer_comment_context_from_filename)
 */
export function canvasFeedback(results: GradeResults): ReportFile[] {
  return zipped("canvas-feedback.zip", results, {
    nameOf: nameForCanvas,
    pages: feedbackHtml,
  });
}

/** The name of a learner's page in the zip; undefined if the file is not from Canvas's export. */
export function nameForCanvas(exported: string): string | undefined {
  const prefix = PREFIX.exec(exported)?.[0];
  return prefix === undefined ? undefined : `${prefix}feedback.html`;
}
