import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { filterPattern } from "../../cloud/services/lambda/model/sources/filter-pattern";
import { drawPatternCases, type PatternCase } from "./event-patterns";
import { fetchJars, readJarVersion } from "./jars";
import type { Judge, JudgedCase } from "./judge";

const PROGRAM = join("bench", "judges", "event-ruler", "MatchEvents.java");
const CASES = 5000;
const SEED = 20_261_126;

/** What AWS's library answers for each case: `true`, `false`, `invalid` or `varies`. */
function askLibrary(root: string, cases: readonly PatternCase[]): string[] {
  const classPath = join(fetchJars(root, "event-ruler"), "*");
  const input = cases.map((item) => `${JSON.stringify(item)}\n`).join("");
  return execFileSync("java", ["-cp", classPath, join(root, PROGRAM)], { input, encoding: "utf8" })
    .trim()
    .split("\n");
}

function answerAsLambda({ pattern, event }: PatternCase): string {
  try {
    return String(filterPattern(JSON.stringify(pattern))(event));
  } catch {
    return "invalid";
  }
}

/** Compares Lambda's event filters with the library of event patterns that AWS publishes, on randomly drawn cases. */
export const filters: Judge = {
  name: "filters",
  title: `Lambda's event filters: does AWS's library of event patterns match the same events (${CASES} drawn patterns and events)?`,
  source: "Maven Central, software.amazon.event.ruler:event-ruler (Apache-2.0)",
  needsFolder: false,
  run({ root }) {
    const cases = drawPatternCases(CASES, SEED);
    const expected = askLibrary(root, cases);
    const judged = cases.map((item, index): JudgedCase => {
      const [theirs, ours] = [expected[index], answerAsLambda(item)];
      const name = JSON.stringify(item);
      if (theirs === "varies")
        return { name, verdict: "left out", why: "the library answers the same call differently from time to time" };
      return ours === theirs
        ? { name, verdict: "passed" }
        : { name, verdict: "wrong", why: `the library: ${theirs ?? "no answer"}, the lab cloud: ${ours}` };
    });
    return Promise.resolve({ version: readJarVersion(root, "event-ruler"), cases: judged });
  },
};
