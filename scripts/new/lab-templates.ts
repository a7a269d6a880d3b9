/** The opening of a new lab's page, to be filled in. */
export function createOpening(id: string, title: string): string {
  const number = id.replace(/-.*$/, "");
  return `// Lab ${number}. The parts in this folder, in the order of their names, are the one source of this lab's notebooks: \`npm run notebooks\`
// creates the learner's and the solution's from them. Before its first cell a part imports what it uses of earlier ones, and exports what later ones
// use; these lines are in no notebook.

// %% [markdown] id=welcome tags=opening
// # Lab ${number}: ${title}
//
// Say in two sentences what it is about, and why someone would want it.
//
// **By the end**, this will be running: say what, with a picture of the flow.
//
// | item | details |
// |---|---|
// | **Time** | about 1 hour |
// | **Before you start** | which labs or words to know, or *nothing* |
// | **Cost here** | nothing: the *lab cloud* on your computer takes the place of AWS |
// | **Cost on AWS** | about how much an hour, and how much if you forget the [clean-up](#Clean-up) for a month: [the details](../../../docs/on-aws.md#what-the-labs-cost) |
// | **Set up for you** | say what, or *nothing* |
//
// [Clean-up](#Clean-up), [summary](#Summary), [glossary](#Glossary)

// %% [markdown] id=how-it-works tags=opening
// ## How this notebook works
//
// - Run the cells from top to bottom, each with **Shift+Enter**.
// - Where it says \`START CODE HERE\`, you write. \`None\` marks where your code belongs.
// - Save often, with Ctrl+S, or Cmd+S on a Mac: only what is **saved** counts.
// {{with checks}}
// - After each exercise, a \`check\` cell tests your saved work. It runs your code in a fresh cloud.
// {{end}}
// - Not sure how to continue? Below the exercise is a line that gives you hints, one at a time. Run it in a new cell (press **B** for one).
// {{with solutions}}
//   After the third hint, and after a check of what you have, it shows the solution. To get the whole solution, run \`npx labs solution ${number}\` in a terminal.
// {{end}}

// %% id=setup tags=setup
import { accountId, check, deleteKinesisDataStream, listResources, showCost, showTable, waitUntilDeleted } from "../../../src/index";

console.log(\`You are in the AWS account \${await accountId()}.\`);
`;
}

/** How each lab page ends. */
export function createClosing(id: string): string {
  const [number = "", ...words] = id.split("-");
  return `// Lab ${number}. The closing.

import { check, deleteKinesisDataStream, listResources, showCost, showTable, waitUntilDeleted } from "../../../src/index";

// %% [markdown] id=lab-check-note tags=check
// **Check the whole lab.** Save the notebook first.

// %% id=lab-check tags=check
await check();

// %% [markdown] id=clean-up-do tags=clean-up
// ## Clean-up
//
// Say what costs money even when no one is using it. The cell deletes only if you set \`CLEAN_UP\` to \`true\`.

// %% id=clean-up tags=clean-up
const CLEAN_UP = false;

if (CLEAN_UP) {
  await deleteKinesisDataStream({ streamName: "${words.join("-")}-stream" });
} else {
  console.log("Nothing is deleted yet: set CLEAN_UP to true, and run this cell again.");
}

// %% [markdown] id=clean-up-proof-note tags=clean-up
// **The proof.** This cell asks AWS for what is left of this lab. After the clean-up, the table is empty. If it isn't, it names the line that deletes the rest.

// %% id=clean-up-proof tags=clean-up,wait
const left = () => listResources({ prefix: "${words.join("-")}-" });

if (CLEAN_UP) await waitUntilDeleted(left);
showTable(await left(), { title: "What is left of this lab" });

// %% [markdown] id=clean-up-cost-note tags=clean-up
// **What it would have cost.** Here it costs nothing. This cell adds up what your work would have cost on AWS, and says what it doesn't count.

// %% id=clean-up-cost tags=clean-up,varies
await showCost();

// %% [markdown] id=clean-up-on-aws tags=on-aws
// > **On AWS**, check the Billing console the next day. **Here**, the page [Cost](/lab-cloud/console/#/cost) shows the same sum by the hour, with all prices and their sources.

// %% [markdown] id=summary tags=summary
// ## Summary
//
// - Say what was learned, a line each.

// %% [markdown] id=glossary tags=summary
// ## Glossary
`;
}

export function createChecks(id: string): string {
  return `import { expect } from "chai";
import { exercise, formatHint, formatValue, it, plan } from "../../grader/index";
import { applyGivens } from "./given/index";

plan("${id}", {
  // To grade, only the cells with an exercise run, and cells that declare what these use. Create here what an exercise needs of any other cell.
  async prepare(stage) {
    await applyGivens({ connection: stage.connection });
    await stage.advance(10);
  },
});
`;
}

export function createGivenSource(number: string): string {
  return `import type { GivenOptions } from "../../givens/lab";

/** Sets up what lab ${number} assumes exists, on AWS as in the lab cloud, and changes nothing that is there. So far that is nothing. */
export async function applyGivens({ say = () => undefined }: GivenOptions = {}): Promise<void> {
  say("Lab ${number} takes nothing as given.");
}
`;
}

/** The tests of a lab's marks, by their files' names: the same for each lab. */
export function testSources(id: string): Readonly<Record<string, string>> {
  return {
    "grading.test.ts": `import { useRehearsal } from "../testing/rehearsal";
import { testSolutionAndBlank } from "../testing/solution-and-blank";

describe("grading lab ${id.replace(/-.*$/, "")}", function () {
  this.timeout(900_000);
  testSolutionAndBlank(useRehearsal("${id}"));
});
`,
    "mistakes.test.ts": `import { testMistakes } from "../testing/mistakes";

/** Nothing in the feedback differs from run to run. Where something does, such as a time, put one word in its place here. */
await testMistakes("${id}", (text) => text);
`,
    "mutants.test.ts": `import { testMutants } from "../testing/mutants";

testMutants("${id}", { count: 12, seed: 16 });
`,
    "equivalent-mutants.ts": `import type { EquivalentMutants } from "../../grader/index";

/** Mutants of the solution that are right answers, by exercise and key. \`npm run bench -- mutants\` lists those that are missing here. */
export const equivalentMutants: EquivalentMutants = {};
`,
  };
}

export interface NewExercise {
  /** The id of the lab. */
  readonly id: string;
  /** The exercise's id without that of the lab. */
  readonly name: string;
  /** Its heading on the page, and its title in feedback: the build refuses two that differ. */
  readonly title: string;
}

/** A part with an exercise, its cells in the order of a lab page: do, the cell itself, check, stuck. */
export function createExercise({ id: lab, name, title }: NewExercise): string {
  return `import { check } from "../../../src/index";

// %% [markdown] id=${name}-do tags=do
// ### ${title}
//
// One small step, each new word explained.

// %% id=${name} exercise=${lab}.${name}
// ### START CODE HERE ### (~ 1 line of code)
console.log("the answer"); // @REPLACE console.log(None);
// ### END CODE HERE ###

// %% id=${name}-check tags=check
await check("${lab}.${name}");

// %% [markdown] id=${name}-stuck tags=stuck
// {{solution ${lab}.${name}}} Say why it is so.
`;
}

/** The imports of a file of checks in a long lab. */
export const CHECK_IMPORTS = `import { expect } from "chai";
import { exercise, formatHint, formatValue, it } from "../../../grader/index";
`;

export function checkSource({ id: lab, name, title }: NewExercise): string {
  return `exercise("${lab}.${name}", { points: 1, title: ${JSON.stringify(title)} }, ({ learner, solution }) => {
  it("prints what the solution prints", () => {
    const printed = solution.findCell("${name}")?.output;
    expect(learner.findCell("${name}")?.output, formatHint({
      expected: \`the cell prints \${formatValue(printed)}\`, found: \`it prints \${formatValue(learner.findCell("${name}")?.output)}\`, look: "the line between START and END",
    })).to.equal(printed);
  });
});
`;
}

export function createMistakes(exercise: string): string {
  return `import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** Say what this learner got wrong. */
  "${exercise}-answered-wrongly": {
    fails: ["prints what the solution prints"],
    answer: ['console.log("something else");'],
  },
};
`;
}
