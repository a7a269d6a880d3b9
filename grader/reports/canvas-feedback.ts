import type { GradeResults } from "./results";
import { readCanvasName } from "../submission/canvas-export";
import { renderFeedbackHtml } from "./feedback-html";
import type { ReportFile } from "./report";
import type { TranslateFor } from "../core/translate";
import { createFeedbackZip } from "./create-feedback-zip";

/**
 * `canvas-feedback.zip`: for Canvas's "Re-upload submissions". Each page becomes a comment with a file. Canvas identifies the learner
 * by the first number in a file's name, and requires the second, which is the number of the submitted file.
 *
 * @see https://github.com/instructure/canvas-lms/blob/master/app/models/assignment.rb (infer_comment_context_from_filename)
 */
export function renderCanvasFeedback(results: GradeResults, translateFor?: TranslateFor): ReportFile[] {
  return createFeedbackZip("canvas-feedback.zip", results, {
    toNameInZip: nameForCanvas,
    pages: (graded) => renderFeedbackHtml(graded, translateFor),
  });
}

/** The name of a learner's page in the zip; undefined if the file is not from Canvas's export, or was typed: Canvas takes nothing for that. */
export function nameForCanvas(exported: string): string | undefined {
  const { file, number } = readCanvasName(exported) ?? {};
  if (file === undefined || number === undefined) return undefined;
  return `${exported.slice(0, -file.length)}feedback.html`;
}
