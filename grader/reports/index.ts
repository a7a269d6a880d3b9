import { canvasCsv } from "./canvas-csv";
import { canvasFeedback } from "./canvas-feedback";
import { feedbackHtml } from "./feedback-html";
import { gradesCsv } from "./grades-csv";
import { gradescopeAutograder } from "./gradescope-autograder";
import { gradescopeJson } from "./gradescope-json";
import { moodleCsv } from "./moodle-csv";
import { moodleFeedback } from "./moodle-feedback";
import type { Report } from "./report";
import { reportHtml } from "./report-html";
import { resultsJson } from "./results-json";

/** Every report that `npx labs grade` writes, by the name of its source file in this folder. */
export const reports: Readonly<Record<string, Report>> = {
  "results-json": resultsJson,
  "grades-csv": gradesCsv,
  "canvas-csv": canvasCsv,
  "moodle-csv": moodleCsv,
  "report-html": reportHtml,
  "gradescope-json": gradescopeJson,
  "feedback-html": feedbackHtml,
  "canvas-feedback": canvasFeedback,
  "moodle-feedback": moodleFeedback,
  "gradescope-autograder": gradescopeAutograder,
};
