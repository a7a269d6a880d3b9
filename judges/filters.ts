import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { filterPattern } from "../cloud/services/lambda/model/sources/filter-pattern";
import { fetchJars } from "../bench/install";
import { drawPatternCases, type PatternCase } from "./event-patterns";
import { createOmission, createWrong, judgeEach, PASSED, type Judge, type JudgedCase } from "./judge";

const PROGRAM = join("judges", "event-ruler", "MatchEvents.java");
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

async function judgeCases(root: string, cases: readonly (PatternCase & { name: string })[]): Promise<JudgedCase[]> {
  const expected = askLibrary(root, cases);
  return judgeEach(
    cases.entries(),
    ([, { name }]) => name,
    ([index, item]) => {
      const [theirs, ours] = [expected[index], answerAsLambda(item)];
      if (theirs === "varies") return createOmission("the library answers the same call differently from time to time");
      return ours === theirs ? PASSED : createWrong(`the library: ${theirs ?? "no answer"}, the lab cloud: ${ours}`);
    },
  );
}

const ALONE = "it calls the code of the filters directly";

/** Compares Lambda's event filters with the library of event patterns that AWS publishes, on randomly drawn cases. */
export const filters: Judge = {
  name: "filters",
  title: `Lambda's event filters: does AWS's library of event patterns match the same events (${CASES} drawn patterns and events)?`,
  source: "Maven Central, software.amazon.event.ruler:event-ruler (Apache-2.0)",
  jars: "event-ruler",
  alone: ALONE,
  run: ({ root }) =>
    judgeCases(
      root,
      drawPatternCases(CASES, SEED).map((item) => ({ name: JSON.stringify(item), ...item })),
    ),
};

/** A case of the library's own tests, which say only that all its ways to match must agree. */
interface RuleCase {
  readonly name: string;
  readonly rule: unknown;
  readonly event: unknown;
}

/** Compares Lambda's event filters with the same library on the cases of its tests. */
export const eventRuler: Judge = {
  name: "event-ruler",
  title: "Lambda's event filters: does AWS's library of event patterns match the events of its own tests?",
  source: "aws/event-ruler, `src/test/resources/correctness-cases.json` (Apache-2.0)",
  alone: ALONE,
  run({ root, folder }) {
    const text = readFileSync(join(folder, "src", "test", "resources", "correctness-cases.json"), "utf8");
    const cases = JSON.parse(text) as readonly RuleCase[];
    return judgeCases(
      root,
      cases.map(({ name, rule: pattern, event }) => ({ name, pattern, event })),
    );
  },
};
