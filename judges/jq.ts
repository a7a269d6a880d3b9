import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { extract, findQueryError } from "../cloud/services/firehose/model/stages/jq/extract";
import { createOmission, createWrong, judgeEach, PASSED, type Judge, type Verdict } from "./judge";

/** The parts of jq's tests that need no files beside them. */
const FILES = ["jq.test", "onig.test", "base64.test"];
const FAILS = "%%FAIL";

/** A test of jq's: a program, its input, and its outputs. Undefined input and outputs: jq must reject the program. */
interface JqTest {
  readonly program: string;
  readonly input?: string;
  readonly outputs?: readonly string[];
}

/** The tests of a file: lines in groups, with blank lines between them, and comments. */
function parseTests(text: string): readonly JqTest[] {
  const groups = text
    .split(/\n\s*\n/)
    .map((group) => group.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("#")));
  return groups.flatMap(([first = "", ...others]): readonly JqTest[] => {
    if (first.startsWith(FAILS)) return [{ program: others[0] ?? "" }];
    const [input, ...outputs] = others;
    return input === undefined ? [] : [{ program: first, input, outputs }];
  });
}

async function judgeTest({ program, input, outputs }: JqTest): Promise<Verdict> {
  if (input === undefined || outputs === undefined)
    return (await findQueryError(program)) === undefined ? createWrong("the program is accepted") : PASSED;
  if (/\b(?:import|include|modulemeta)\b/.test(program))
    return createOmission("reads a file of functions; Firehose has none");
  const [only, ...more] = outputs.map((text) => JSON.parse(text.replaceAll(/\bnan\b/g, "null")) as unknown);
  if (only === undefined || more.length > 0)
    return createOmission("gives several values or none; a query of Firehose's gives one");
  const [found] = await extract(program, [Buffer.from(input)]);
  if (found?.kind !== "value") return createWrong(JSON.stringify(found));
  if (isDeepStrictEqual(found.value, only)) return PASSED;
  return createWrong(`jq 1.6: ${JSON.stringify(only)}, here: ${JSON.stringify(found.value)}`);
}

/** Runs the tests of jq 1.6, which AWS uses, against the queries of dynamic partitioning. */
export const jq: Judge = {
  name: "jq",
  title: "the queries of Firehose's dynamic partitioning by the tests of jq 1.6, which AWS runs",
  source: "jqlang/jq at the tag `jq-1.6` (MIT)",
  alone: "it calls the code of Firehose's queries directly",
  run: ({ folder }) =>
    judgeEach(
      FILES.flatMap((file) =>
        parseTests(readFileSync(join(folder, "tests", file), "utf8")).map((test) => ({ file, ...test })),
      ),
      ({ file, program }) => `${file}: ${program}`,
      judgeTest,
    ),
};
