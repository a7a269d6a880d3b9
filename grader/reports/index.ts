import { feedbackHtml } from "./feedback-html";
import { gradesCsv } from "./grades-csv";
import { gradescopeJson } from "./gradescope-json";
import type { Report } from "./report";
import { reportHtml } from "./report-html";
import { resultsJson } from "./results-json";

/** Every report that `npx labs grade` writes, by the name of its file here. */
export const reports: Readonly<Record<string, Report>> = {
  "results-json": resultsJson,
  "grades-csv": gradesCsv,
  "report-html": reportHtml,
  "gradescope-json": gradescopeJson,
  "feedback-html": feedbackHtml,
};
