import type { GradeResults } from "./results";
import { readMoodleName } from "../submission/moodle-export";
import { renderFeedbackHtml } from "./feedback-html";
import type { ReportFile } from "./report";
import type { TranslateFor } from "../core/translate";
import { createFeedbackZip } from "./create-feedback-zip";

/**
 * `moodle-feedback.zip`: for Moodle's "Upload multiple feedback files in a zip". Moodle identifies a learner by the number in the folder's
 * name, the same as in "Download all submissions". Moodle splits names at underscores and reads the number from the second part, so
 * underscores in a learner's own name become spaces.
 *
 * @see https://github.com/moodle/moodle/blob/main/mod/assign/feedback/file/importziplib.php (is_valid_filename_for_import)
 */
export function renderMoodleFeedback(results: GradeResults, translateFor?: TranslateFor): ReportFile[] {
  return createFeedbackZip("moodle-feedback.zip", results, {
    toNameInZip: nameForMoodle,
    pages: (graded) => renderFeedbackHtml(graded, translateFor),
  });
}

/** The name of a learner's page in the zip; undefined if the file or folder is not from Moodle's export. */
export function nameForMoodle(exported: string): string | undefined {
  const read = readMoodleName(exported);
  return read && `${read.name.replaceAll("_", " ")}_${read.user}_assignsubmission_file_/feedback.html`;
}
