import { expect } from "chai";
import { skipIf } from "../../../../test/skip";
import { compared, type Comparison } from "./testing/trino/compare";
import { trinoVerdicts, withoutTrino, type Verdict } from "./testing/trino/judge";
import { ourVerdict } from "./testing/trino/our-verdict";
import { questionsOf } from "./testing/trino/questions";
import { openTestEngine } from "./testing/open-test-engine";
import { tableless } from "./testing/tableless";

/** `npm run bench -- trino` asks more, with other seeds. */
const SEED = "athena beside Trino";

describe("athena engine beside Trino 435", function () {
  this.timeout(300_000);
  const engine = openTestEngine();
  let comparison: Comparison | undefined;

  before(async function () {
    skipIf(this, withoutTrino);
    const questions = questionsOf(SEED, { calls: 0, expressions: 120, broken: 80 });
    const theirs = trinoVerdicts(questions.map(({ sql }) => sql));
    const ours: Verdict[] = [];
    for (const { sql } of questions) ours.push(await ourVerdict(engine.engine, tableless(sql)));
    comparison = compared(questions, ours, await theirs);
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
