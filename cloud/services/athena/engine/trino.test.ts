import { expect } from "chai";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LONG } from "../../../../test/long";
import { skipIf } from "../../../../test/skip";
import { compared, type Comparison } from "./testing/trino/compare";
import { trinoVerdicts, withoutTrino, type Verdict } from "./testing/trino/judge";
import { ourVerdict } from "./testing/trino/our-verdict";
import { questionsOf } from "./testing/trino/questions";
import { openTestEngine } from "./testing/open-test-engine";
import { tableless } from "./testing/tableless";

/** `npm run bench -- trino` asks more, with other seeds. */
const SEED = "athena beside Trino";
/** Trino's answers, a line for each query. It is of one version, and the queries are of one seed: only a long run asks it again. */
const RECORDED = join(import.meta.dirname, "golden", "trino-435.jsonl");
const IS_WRITTEN = process.env["LABS_WRITE_GOLDEN"] === "1";
const ASKED = LONG || IS_WRITTEN;

describe("athena engine beside Trino 435", function () {
  this.timeout(300_000);
  const engine = openTestEngine();
  let comparison: Comparison | undefined;
  let answers = "";

  before(async function () {
    if (ASKED) skipIf(this, withoutTrino);
    const questions = questionsOf(SEED, { calls: 0, expressions: 120, broken: 80 });
    const queries = questions.map(({ sql }) => sql);
    const theirs = ASKED ? trinoVerdicts(queries) : recorded(queries);
    const ours: Verdict[] = [];
    for (const { sql } of questions) ours.push(await ourVerdict(engine.engine, tableless(sql)));
    const verdicts = await theirs;
    answers = verdicts.map((verdict, at) => `${JSON.stringify([queries[at], verdict])}\n`).join("");
    comparison = compared(questions, ours, verdicts);
  });

  if (ASKED)
    it("has answers that are recorded", () => {
      if (IS_WRITTEN) writeFileSync(RECORDED, answers);
      expect(readFileSync(RECORDED, "utf8")).to.equal(answers);
    });
  for (const [kind, title] of [
    ["shown", "answers the examples of all functions as Trino does"],
    ["expression", "types, converts and refuses expressions as Trino does, in its words and at its places"],
    ["broken", "refuses broken queries at Trino's places, or takes them as Trino does"],
  ] as const)
    it(title, () => {
      expect(comparison?.differences.filter((difference) => difference.kind === kind)).to.deep.equal([]);
    });
});

/** What Trino has answered to these queries. */
function recorded(queries: readonly string[]): readonly Verdict[] {
  // The border: this test writes these lines.
  const lines = readFileSync(RECORDED, "utf8").trim().split("\n");
  const verdicts = new Map(lines.map((line) => JSON.parse(line) as [string, Verdict]));
  const missing = queries.filter((query) => !verdicts.has(query));
  expect(missing, "`npm run golden -- cloud/services/athena/engine` asks Trino about these").to.deep.equal([]);
  return queries.flatMap((query) => verdicts.get(query) ?? []);
}
