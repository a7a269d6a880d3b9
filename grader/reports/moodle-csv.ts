import type { GradeResults, SubmissionResult } from "./results";
import { formatCsv } from "./csv-text";
import { getFinalMark } from "./final-mark";
import type { ReportFile } from "./report";
import { EXERCISE_WORDS } from "./words";

/**
 * `moodle.csv`: Moodle's offline grading worksheet, by the participant's number, which is in the folder names of
 * Moodle's export. Moodle refuses a worksheet without the three columns `Identifier`, `Grade` and `Last modified (grade)`. No
 * date in the last says that there was no mark yet, so a mark that somebody has given meanwhile is kept, unless the teacher says otherwise.
 *
 * @see https://docs.moodle.org/en/Assignment_settings#Offline_grading_worksheet
 * @see https://github.com/moodle/moodle/blob/main/mod/assign/feedback/offline/importgradeslib.php (init)
 */
export function renderMoodleCsv({ submissions }: GradeResults): ReportFile[] {
  const rows = submissions.map((submission) => {
    const { name, lmsId, email } = submission.student ?? {};
    const who = lmsId === undefined ? "" : `Participant ${lmsId}`;
    return [
      who,
      name ?? submission.id,
      email ?? "",
      getFinalMark(submission),
      submission.max,
      "",
      formatComment(submission),
    ];
  });
  const heading = [
    "Identifier",
    "Full name",
    "Email address",
    "Grade",
    "Maximum Grade",
    "Last modified (grade)",
    "Feedback comments",
  ];
  return [{ path: "moodle.csv", text: formatCsv([heading, ...rows]) }];
}

function formatComment({ exercises, comments = [] }: SubmissionResult): string {
  return [...exercises.map(({ title, status }) => `${title}: ${EXERCISE_WORDS[status]}`), ...comments].join("; ");
}
