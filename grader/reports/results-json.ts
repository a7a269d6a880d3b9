import type { GradeResults, ResultsFile } from "./results";
import { computeItemStatistics } from "./item-statistics";
import type { ReportFile } from "./report";

/** `results.json`: all results, for programs. */
export function renderResultsJson(results: GradeResults): ReportFile[] {
  const file: ResultsFile = { ...results, itemStatistics: computeItemStatistics(results.submissions) };
  return [{ path: "results.json", text: `${JSON.stringify(file, null, 2)}\n` }];
}
