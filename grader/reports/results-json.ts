import type { GradeResults } from "../results";
import type { ReportFile } from "./report";

/** `results.json`: all results, for programs. */
export function renderResultsJson(results: GradeResults): ReportFile[] {
  return [{ path: "results.json", text: `${JSON.stringify(results, null, 2)}\n` }];
}
