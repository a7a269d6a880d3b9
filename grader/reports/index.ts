import { renderCanvasCsv } from "./canvas-csv";
import { renderCanvasFeedback } from "./canvas-feedback";
import { renderFeedbackHtml } from "./feedback-html";
import { renderGradesCsv } from "./grades-csv";
import { renderGradescopeAutograder } from "./gradescope-autograder";
import { renderGradescopeJson } from "./gradescope-json";
import { renderMoodleCsv } from "./moodle-csv";
import { renderMoodleFeedback } from "./moodle-feedback";
import type { Report } from "./report";
import { renderReport } from "./report-html";
import { renderResultsJson } from "./results-json";

/** Every report that `npx labs grade` writes, by the name of its source file in this folder. */
export const reports: Readonly<Record<string, Report>> = {
  "results-json": renderResultsJson,
  "grades-csv": renderGradesCsv,
  "canvas-csv": renderCanvasCsv,
  "moodle-csv": renderMoodleCsv,
  "report-html": renderReport,
  "gradescope-json": renderGradescopeJson,
  "feedback-html": renderFeedbackHtml,
  "canvas-feedback": renderCanvasFeedback,
  "moodle-feedback": renderMoodleFeedback,
  "gradescope-autograder": renderGradescopeAutograder,
};
