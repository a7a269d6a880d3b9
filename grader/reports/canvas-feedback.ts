import type { GradeResults } from "../results";
import { feedbackHtml } from "./feedback-html";
import type { ReportFile } from "./report";
import { zipped } from "./zipped";

/** `doejane_LATE_1234_56789_`, the beginning of each file that Canvas names in "Download submissions". */
const PREFIX = /^.+?_(?:LATE_)?\d+_\d+_/;

/**
 * `canvas-feedback.zip`: for Canvas's "Re-upload submissions". Each page becomes a comment with a file. Canvas identifies the learner
 * by the first number in a file's name, and requires the second, which is the number of the submitted file.
 *
 * @see https://github.com/instructure/canvas-lms/blob/master/app/models/assignment.rb (infer_comment_context_from_filename)
 */
export function canvasFeedback(results: GradeResults): ReportFile[] {
  return zipped("canvas-feedback.zip", results, {
    nameOf: (exported) => {
      const prefix = PREFIX.exec(exported)?.[0];
      return prefix === undefined ? undefined : `${prefix}feedback.html`;
    },
    pages: feedbackHtml,
  });
}
