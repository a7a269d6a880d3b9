import { expect } from "chai";
import { buildLab } from "./build-lab";
import type { LabSource } from "./lab-source";
import { buildNotebook, formatNotebook } from "./notebook";
import { CourseError } from "./problems";

const LAB = `// Author's note.
// %% [markdown] id=welcome
// # A lab
// ![flow](../images/flow.svg) [count](../../../src/etl/count.ts)

// %% id=imports
import { None } from "../../../src/index";
import { count } from "../scripts/src/etl/count";
run(None, count, "src/etl/count.ts", "other/src/etl/count.ts", "src/etl/count.tsx");

// %% id=create exercise=01-x.create tags=slow
// ### START CODE HERE ### (~ 1 line of code)
await make("trips"); // @REPLACE await make(None);
// ### END CODE HERE ###

// %% [markdown] id=create-stuck
// {{solution 01-x.create}}
`;

const SCRIPT = `import { None } from "../../../../../src/none";
export function count() {
  // exercise=01-x.count
  // ### START CODE HERE ### (~ 1 line of code)
  return 1; // @REPLACE return None;
  // ### END CODE HERE ###
}
`;

const createSource = (
  changes: Partial<Record<"lab" | "script", string>> = {},
  more: Partial<LabSource> = {},
): LabSource => ({
  id: "01-x",
  parts: [{ file: "course/01-x/lab/01-x.ts", text: changes.lab ?? LAB }],
  scripts: [{ file: "course/01-x/scripts/src/etl/count.ts", path: "src/etl/count.ts", text: changes.script ?? SCRIPT }],
  judged: ["01-x.create", "01-x.count"],
  hasFile: (path) =>
    ["src/index.ts", "src/none.ts", "course/01-x/scripts/src/etl/count.ts", "course/01-x/images/flow.svg"].includes(
      path,
    ),
  ...more,
});

const parseCells = (text: string): { id: string; source: string[]; metadata: unknown }[] => JSON.parse(text).cells;

const parseSolutions = (text = ""): unknown => JSON.parse(text).metadata.labs?.solutions;

describe("a built lab", () => {
  it("holds the learner's notebook, with open regions, and the solutions where only hint shows them", () => {
    const [notebook] = buildLab(createSource()).learner;
    expect(notebook?.path).to.equal("notebooks/01-x.ipynb");
    const cells = parseCells(notebook?.text ?? "");
    expect(cells.map(({ id, source: lines }) => [id, lines.join("")])).to.deep.equal([
      ["welcome", "# A lab\n![flow](../course/01-x/images/flow.svg) [count](../src/etl/count.ts)"],
      [
        "imports",
        'import { None } from "./src/index";\nimport { count } from "./src/etl/count";\nrun(None, count, "src/etl/count.ts", "other/src/etl/count.ts", "src/etl/count.tsx");',
      ],
      ["create", "// ### START CODE HERE ### (~ 1 line of code)\nawait make(None);\n// ### END CODE HERE ###"],
      [
        "create-stuck",
        '**Stuck?** Run `await hint("01-x.create")` in a new cell. Each run gives you one more of three hints.',
      ],
    ]);
    expect(cells[2]?.metadata).to.deep.equal({ labs: { exercise: "01-x.create" }, tags: ["slow"] });
    expect(parseSolutions(notebook?.text)).to.deep.equal({ "01-x.create": '```ts\nawait make("trips");\n```' });
  });

  it("holds the solution notebook, without folds, importing and starting the solution's script", () => {
    const { path, cells } = buildLab(createSource()).solutionNotebook;
    expect(path).to.equal("solutions/01-x_Solution.ipynb");
    expect(cells.map(({ id, lines }) => [id, lines.join("\n")])).to.deep.equal([
      ["welcome", "# A lab\n![flow](../course/01-x/images/flow.svg) [count](../src/etl/count.ts)"],
      [
        "imports",
        'import { None } from "./src/index";\nimport { count } from "./solutions/src/etl/count_Solution";\nrun(None, count, "solutions/src/etl/count_Solution.ts", "other/src/etl/count.ts", "src/etl/count.tsx");',
      ],
      ["create", '// ### START CODE HERE ### (~ 1 line of code)\nawait make("trips");\n// ### END CODE HERE ###'],
    ]);
  });

  it("holds both scripts, with import paths that fit each script's folder", () => {
    const { learner, solutionScripts } = buildLab(createSource());
    expect(learner[1]).to.deep.equal({
      path: "src/etl/count.ts",
      text: 'import { None } from "../none";\nexport function count() {\n  // ### START CODE HERE ### (~ 1 line of code)\n  return None;\n  // ### END CODE HERE ###\n}\n',
    });
    expect(solutionScripts).to.deep.equal([
      {
        path: "solutions/src/etl/count_Solution.ts",
        text: 'import { None } from "../../../src/none";\nexport function count() {\n  // ### START CODE HERE ### (~ 1 line of code)\n  return 1;\n  // ### END CODE HERE ###\n}\n',
      },
    ]);
  });

  it("shows a script's solution with imports that fit the script", () => {
    const script = SCRIPT.replace("  return 1;", '  import("../../../../../src/sum");\n  return 1;');
    const lab = LAB.replace("{{solution 01-x.create}}", "{{solution 01-x.count}}");
    const [notebook] = buildLab(createSource({ lab, script }, { hasFile: () => true })).learner;
    expect(parseSolutions(notebook?.text)).to.deep.equal({
      "01-x.count": '```ts\nimport("../sum");\nreturn 1;\n```',
    });
  });

  it("leaves the solutions out for a class", () => {
    const [notebook] = buildLab(createSource(), { solutions: "none" }).learner;
    expect(parseCells(notebook?.text ?? "").at(-1)?.source).to.deep.equal([
      '**Stuck?** Run `await hint("01-x.create")` in a new cell. Each run gives you one more of three hints.',
    ]);
    expect(notebook?.text).not.to.include("trips");
  });

  it("puts the explanation below the solution, with links from the notebook's folder, and leaves it out for a class", () => {
    const why = "Trips need a [place](../../../src/none.ts).";
    const lab = LAB.replace("{{solution 01-x.create}}", `{{solution 01-x.create}} ${why}`);
    const build = (solutions: "included" | "none") => buildLab(createSource({ lab }), { solutions }).learner[0]?.text;
    expect(parseSolutions(build("included"))).to.deep.equal({
      "01-x.create": '```ts\nawait make("trips");\n```\n\nTrips need a [place](../src/none.ts).',
    });
    expect(
      parseCells(build("included") ?? "")
        .at(-1)
        ?.source.join(""),
    ).not.to.include("Trips need");
    expect(build("none")).to.include("hint(").and.not.include("Trips need");
    expect(buildLab(createSource({ lab })).solutionNotebook.cells.at(-1)?.lines).to.deep.equal([
      "**Why so?** Trips need a [place](../src/none.ts).",
    ]);
  });

  it("leaves out check cells and the text about them only if there is nothing to check with", () => {
    const lab = `${LAB.replace("# A lab", "# A lab\n// {{with checks}}\n// A cell checks.\n// {{end}}")}\n// %% id=look-at-it tags=check\nawait check();\n`;
    const createCells = (parts: Parameters<typeof buildLab>[1]) =>
      parseCells(buildLab(createSource({ lab }), parts).learner[0]?.text ?? "");
    const listIds = (parts: Parameters<typeof buildLab>[1]) => createCells(parts).map(({ id }) => id);
    expect(listIds({})).to.deep.equal(["welcome", "imports", "create", "create-stuck", "look-at-it"]);
    expect(listIds({ solutions: "none" })).to.deep.equal([
      "welcome",
      "imports",
      "create",
      "create-stuck",
      "look-at-it",
    ]);
    expect(createCells({ solutions: "none" })[0]?.source.join("")).to.match(/^# A lab\nA cell checks\.\n!\[flow\]/);
    expect(listIds({ solutions: "none", checks: "none" })).to.deep.equal([
      "welcome",
      "imports",
      "create",
      "create-stuck",
    ]);
    expect(createCells({ solutions: "none", checks: "none" })[0]?.source.join("")).to.match(/^# A lab\n!\[flow\]/);
  });

  it("mentions solutions in the text only if the notebook contains them", () => {
    const lab = LAB.replace("# A lab", "# A lab\n// {{with solutions}}\n// Download the solution.\n// {{end}}");
    const getText = (solutions: "included" | "none") =>
      parseCells(buildLab(createSource({ lab }), { solutions }).learner[0]?.text ?? "")[0]?.source.join("");
    expect(getText("included")).to.match(/^# A lab\nDownload the solution\.\n!\[flow\]/);
    expect(getText("none")).to.match(/^# A lab\n!\[flow\]/);
    expect(buildLab(createSource({ lab })).solutionNotebook.cells[0]?.lines.join("\n")).to.match(/^# A lab\n!\[flow\]/);
  });

  it("writes the same bytes each time, as Jupyter would save them", () => {
    const [first, second] = [buildLab(createSource()).learner[0]?.text, buildLab(createSource()).learner[0]?.text];
    expect(first).to.equal(second);
    expect(
      first?.startsWith(
        '{\n "cells": [\n  {\n   "cell_type": "markdown",\n   "id": "welcome",\n   "metadata": {},\n   "source": [\n    "# A lab\\n",',
      ),
    ).to.equal(true);
    expect(first?.endsWith('\n "nbformat": 4,\n "nbformat_minor": 5\n}\n')).to.equal(true);
  });

  it("puts a cell's recorded output next to its code", () => {
    const { cells } = buildLab(createSource()).solutionNotebook;
    const outputs = [{ output_type: "stream", name: "stdout", text: "made\n" }];
    const notebook = JSON.parse(formatNotebook(buildNotebook(cells, new Map([["create", { count: 2, outputs }]]))));
    expect(notebook.cells[2]).to.include({ execution_count: 2 }).and.to.have.deep.property("outputs", outputs);
    expect(notebook.cells[1]).to.include({ execution_count: null });
  });

  const refusals: [name: string, source: LabSource, says: string][] = [
    [
      "an exercise of another lab",
      createSource({ lab: LAB.replaceAll("01-x.create", "02-y.create") }, { judged: ["02-y.create", "01-x.count"] }),
      "course/01-x/lab/01-x.ts:11: The exercise `02-y.create` is not spelled `01-x.kebab-case-name`.",
    ],
    [
      "an exercise that no check judges",
      createSource({}, { judged: ["01-x.create"] }),
      "course/01-x/scripts/src/etl/count.ts:4: No check judges the exercise `01-x.count`: add one to checks.ts.",
    ],
    [
      "an exercise whose heading differs from its title in the checks",
      createSource(
        { lab: LAB.replace("// %% id=create ", "// %% [markdown] id=do\n// ## 1.1 Create it\n\n// %% id=create ") },
        { titles: { "01-x.create": "Create it", "01-x.count": "1.2 Count" } },
      ),
      'course/01-x/lab/01-x.ts:14: The heading of `01-x.create` is "1.1 Create it", and its title in the checks is "Create it". They must be the same.',
    ],
    [
      "an exercise in two places",
      createSource({ script: SCRIPT.replace("01-x.count", "01-x.create") }),
      "course/01-x/scripts/src/etl/count.ts:4: The exercise `01-x.create` is already in course/01-x/lab/01-x.ts:11.",
    ],
    [
      "a graded cell without a region",
      createSource({ lab: LAB.replace("id=imports", "id=imports exercise=01-x.count") }),
      "course/01-x/lab/01-x.ts:6: An exercise cell needs a START CODE HERE region.",
    ],
    [
      "a region without an exercise",
      createSource({ lab: LAB.replace(" exercise=01-x.create", ""), script: SCRIPT.replace("count\n", "create\n") }),
      "course/01-x/lab/01-x.ts:12: A region needs an exercise: add `exercise=…` to the line of its `// %%`.",
    ],
    [
      "a script's region without an exercise",
      createSource({ script: SCRIPT.replace("  // exercise=01-x.count\n", "") }),
      "course/01-x/scripts/src/etl/count.ts:3: A region needs an exercise: write `// exercise=…` in the line above.",
    ],
    [
      "a solution of no exercise",
      createSource({ lab: LAB.replace("{{solution 01-x.create}}", "{{solution 01-x.other}}") }),
      "course/01-x/lab/01-x.ts:17: There is no exercise `01-x.other`.",
    ],
    [
      "an unknown directive",
      createSource({ lab: LAB.replace("{{solution 01-x.create}}", "{{hint 01-x.create}}") }),
      "course/01-x/lab/01-x.ts:17: A directive is `{{solution <exercise>}}`, which a reason may follow, or `{{with solutions}}`, `{{with checks}}` or `{{end}}`, alone on its line.",
    ],
    [
      "text for copies with solutions that never ends",
      createSource({ lab: `${LAB}// {{with solutions}}\n// text\n` }),
      "course/01-x/lab/01-x.ts:18: `{{with …}}` and `{{end}}` come in pairs, within one cell.",
    ],
    [
      "an end of nothing",
      createSource({ lab: `${LAB}// {{end}}\n` }),
      "course/01-x/lab/01-x.ts:18: `{{with …}}` and `{{end}}` come in pairs, within one cell.",
    ],
    [
      "an import of nothing",
      createSource({ lab: LAB.replace("src/index", "src/indes") }),
      "course/01-x/lab/01-x.ts:7: The import of `src/indes` matches no file of the project.",
    ],
    [
      "a cell that imports a part",
      createSource({ lab: LAB.replace("../../../src/index", "./01-x") }),
      "course/01-x/lab/01-x.ts:7: Import what comes from another part before the first cell.",
    ],
    [
      "an image that is not there",
      createSource({ lab: LAB.replace("flow.svg", "flaw.svg") }),
      "course/01-x/lab/01-x.ts:4: The link to `course/01-x/images/flaw.svg` matches no file of the project.",
    ],
    [
      "a marker in the text",
      createSource({ lab: LAB.replace("# A lab", "# A lab // @KEEP") }),
      "course/01-x/lab/01-x.ts:3: Learners would see a marker in a [markdown] cell.",
    ],
    [
      "an unclosed region in a cell",
      createSource({
        lab: LAB.replace("// ### END CODE HERE ###\n", "").replace("// {{solution 01-x.create}}", "// text"),
      }),
      "course/01-x/lab/01-x.ts:12: START CODE HERE is never closed by an END CODE HERE.",
    ],
  ];
  for (const [name, broken, says] of refusals) {
    it(`rejects ${name}`, () => {
      expect(() => buildLab(broken))
        .to.throw(CourseError)
        .with.property("message")
        .that.includes(says);
    });
  }
});
