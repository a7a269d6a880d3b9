/** What a new lab begins with: how each lab page opens, to be written. */
export function openingSource(id: string, title: string): string {
  const number = id.replace(/-.*$/, "");
  return `// Lab ${number}. The parts in this folder, in the order of their names, are the one source of this lab's notebooks: \`npm run notebooks\`
// makes learner's and solution of them. Before its first cell a part imports what it uses of earlier ones, and exports what later ones
// use; what stands there is in no notebook.

// %% [markdown] id=welcome tags=opening
// # Lab ${number}: ${title}
//
// **At the end** this will exist: say what, with a picture of the flow.
//
// | | |
// |---|---|
// | **Time** | say how long |
// | **Cost here** | nothing: the *lab cloud* on your computer stands in for AWS |
// | **Cost on AWS** | say what, with the prices it is made of |
// | **Was set up for you** | say what, or that nothing was |

// %% id=setup tags=setup
import { accountId, check } from "../../../src/index";

console.log(\`You are in the AWS account \${await accountId()}.\`);
`;
}

/** How each lab page ends. */
export function closingSource(id: string): string {
  return `// Lab ${id.replace(/-.*$/, "")}. The closing.

import { check } from "../../../src/index";

// %% [markdown] id=lab-check-note tags=check
// **Check the whole lab.** Save the notebook first.

// %% id=lab-check tags=check
await check();

// %% [markdown] id=summary tags=summary
// ## Summary
//
// - Say what was learned, a line each.
`;
}

export function checksSource(id: string): string {
  return `import { expect } from "chai";
import { exercise, hint, it, plan, shown } from "../../grader/index";
import { applyGivens } from "./given/index";

plan("${id}", {
  account: () => undefined,
  packages: [],
  prepare: async ({ connection }) => { await applyGivens({ connection }); },
  afterCells: async () => ({}),
  scripts: [],
});
`;
}

export function givenSource(number: string): string {
  return `import type { GivenOptions } from "../../lab";

/** Sets up what lab ${number} takes as given, on AWS as in the lab cloud; what is there stays. So far that is nothing. */
export async function applyGivens({ say = () => undefined }: GivenOptions = {}): Promise<void> {
  say("Lab ${number} takes nothing as given.");
}
`;
}

export function gradingTest(id: string): string {
  const number = id.replace(/-.*$/, "");
  return `import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { openRehearsal } from "../../grader/index";
import type { Mistake, Rehearsal } from "../../grader/index";

const ROOT = join(import.meta.dirname, "..", "..");
const FOLDER = join(import.meta.dirname, "mistakes");

const mistakes = await Promise.all(
  readdirSync(FOLDER).filter((name) => name.endsWith(".ts")).sort().map(async (name) => {
    const { mistake } = await import(join(FOLDER, name)) as { mistake: Mistake };
    return { name, ...mistake };
  }),
);

describe("the marks of lab ${number}", function () {
  this.timeout(60_000);
  let rehearsal: Rehearsal;
  before(async () => { rehearsal = await openRehearsal({ root: ROOT, lab: "${id}" }); });
  after(() => rehearsal.close());

  it("are full for the solution, and none for what is handed out", async () => {
    const solution = await rehearsal.grade({}, { others: "solution" });
    expect(solution.score).to.equal(solution.max);
    expect((await rehearsal.grade({}, { others: "open" })).score).to.equal(0);
  });

  for (const { name, exercise, fails, answer } of mistakes) {
    it(\`lack for \${name} what its own claims count, and no more\`, async () => {
      const { exercises } = await rehearsal.grade({ [exercise]: answer }, { others: "solution" });
      const failed = exercises.flatMap(({ id, claims }) => claims.filter(({ holds }) => !holds).map(({ says }) => \`\${id}: \${says}\`));
      expect(failed).to.deep.equal(fails.map((says) => \`\${exercise}: \${says}\`));
    });
  }
});
`;
}

/** A part with an exercise, its cells in the order of a lab page: do, the cell itself, check, stuck. */
export function exerciseSource(lab: string, name: string): string {
  return `import { check } from "../../../src/index";

// %% [markdown] id=${name}-do tags=do
// ### Say what is to be done
//
// One small step, each new word explained.

// %% id=${name} exercise=${lab}.${name}
// ### START CODE HERE ### (~ 1 line of code)
console.log("the answer"); // @REPLACE console.log(None);
// ### END CODE HERE ###

// %% id=${name}-check tags=check
await check("${lab}.${name}");

// %% [markdown] id=${name}-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// Say where to look, not what to write.
//
// </details>
//
// {{solution ${lab}.${name}}}
`;
}

export function checkSource(lab: string, name: string): string {
  return `exercise("${lab}.${name}", { points: 1, title: "Say what is to be done" }, ({ learner, solution }) => {
  it("prints what the solution prints", () => {
    const wanted = solution.cell("${name}")?.output;
    expect(learner.cell("${name}")?.output, hint({
      expected: \`the cell prints \${shown(wanted)}\`, found: \`it prints \${shown(learner.cell("${name}")?.output)}\`, look: "the line between START and END",
    })).to.equal(wanted);
  });
});
`;
}

export function mistakeSource(lab: string, name: string): string {
  return `import type { Mistake } from "../../../grader/index";

/** Say what this learner got wrong. */
export const mistake: Mistake = {
  exercise: "${lab}.${name}",
  fails: [
    "prints what the solution prints",
  ],
  answer: [
    'console.log("something else");',
  ],
};
`;
}
