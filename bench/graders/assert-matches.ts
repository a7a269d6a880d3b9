import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { GradeResults } from "../../grader/index";
import type { Mutant } from "../../grader/testing/mutator";
import { formatExpectedRows, formatRows } from "../../grader/testing/write-mutants";

const MAX_MISMATCHES = 5;

/**
 * Reads the results of a graded class from a folder.
 *
 * @throws Error if a submission has other marks than the ones it was made to earn
 */
export function assertMatches(mutants: readonly Mutant[], out: string): GradeResults {
  const results = JSON.parse(readFileSync(join(out, "results.json"), "utf8")) as GradeResults;
  const found = formatRows(results);
  const others = formatExpectedRows(mutants).flatMap((row, at) =>
    row === found[at] ? [] : [`${row}\n  came to ${found[at] ?? "nothing"}`],
  );
  if (others.length > 0)
    throw new Error(
      `${others.length} rows are not what they were made for:\n${others.slice(0, MAX_MISMATCHES).join("\n")}`,
    );
  return results;
}
