import type { GradeResults } from "../results";
import { feedbackHtml } from "./feedback-html";
import type { ReportFile } from "./report";
import { zipped } from "./zipped";

/** `Jane Doe_1234567_assignsubmission_file_`, as Moodle's export names a learner's folder. */
const FOLDER = /_\d+_assignsubmission_file_?$/;

/**
 * `moodle-feedback.zip`: for Moodle's "Upload multiple feedback files in a zip". Moodle identifies a learner by the number in the folder's
 * name, the same as in "Download all submissions". Moodle splits names at underscores and reads the number from the second part, so
 * underscores in a learner's own name become spaces.
 *
 * @see https://github.com/moodle/moodle/blob/main/mod/assign/feedback/file/importziplib.php (is_valid_filename_for_import)
 */
export function moodleFeedback(results: GradeResults): ReportFile[] {
  return zipped("moodle-feedback.zip", results, {
    nameOf: (exported) => {
      const end = FOLDER.exec(exported);
      if (!end) return undefined;
      const name = exported.slice(0, end.index).replaceAll("_", " ");
      return `${name}${end[0].replace(/_?$/, "_")}/feedback.html`;
    },
    pages: feedbackHtml,
  });
}
