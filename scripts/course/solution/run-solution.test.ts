import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { parsePercent } from "../../../authoring/percent";
import { CourseError } from "../../../authoring/problems";
import { createTemporaryFolder } from "../../../cloud/testing/temporary-folder";
import { runSolution } from "./run-solution";
import { startSolutionCompiler, type SolutionCompiler } from "./solution-compiler";

const PROJECT = join(import.meta.dirname, "..", "..", "..");

describe("running a solution", () => {
  const root = createTemporaryFolder();
  let compiler: SolutionCompiler | undefined;
  before(async () => {
    await mkdir(join(root, "src"));
    await writeFile(join(root, "src", "index.ts"), "export const answer = 42;\n");
    await symlink(join(PROJECT, "node_modules"), join(root, "node_modules"), "dir");
    // One compiler for all tests, as for all labs' solutions.
    compiler = startSolutionCompiler(root);
  });
  after(async () => {
    compiler?.close();
  });

  const run = (...lines: string[]) =>
    runSolution(parsePercent(lines.join("\n"), "lab.ts").cells, {
      root,
      env: { ...process.env, GREETING: "hello" },
      compiler,
    });

  it("returns the output of each code cell in the notebook format", async () => {
    const ran = await run(
      "// %% [markdown] id=text",
      "// text",
      "// %% id=first",
      'import { answer } from "./src/index";',
      'console.log(process.env.GREETING + "\\n" + answer); console.log(process.cwd() + "/src");',
      "// %% id=second",
      "const quiet = answer;",
      "// %% id=third",
      "[quiet, process.cwd()]",
    );
    expect([...ran]).to.deep.equal([
      ["first", { count: 1, outputs: [{ output_type: "stream", name: "stdout", text: ["hello\n", "42\n", "src\n"] }] }],
      ["second", { count: 2, outputs: [] }],
      [
        "third",
        {
          count: 3,
          outputs: [
            {
              output_type: "execute_result",
              execution_count: 3,
              data: { "text/plain": ["[ 42, '.' ]"] },
              metadata: {},
            },
          ],
        },
      ],
    ]);
  });

  for (const [name, code, line, says] of [
    ["throws", ["const a = 1;", 'throw new Error("no such stream");'], 5, /cell `second` fails: Error: no such stream/],
    [
      "does not compile",
      ["", "const a: number = 'text';"],
      5,
      /cell `second` fails: .*Type 'string' is not assignable/,
    ],
    ["ends its process", ["process.exit(0);"], 3, /cell `second` (fails: |ended the process)/],
  ] as const) {
    it(`fails if a cell ${name}, with the line of the source`, async () => {
      const failed = await run("// %% id=first", "const b = 2;", "// %% id=second", ...code).catch(
        (error: unknown) => error,
      );
      expect(failed).to.be.instanceOf(CourseError);
      const [problem] = (failed as CourseError).problems;
      expect(problem).to.include({ file: "lab.ts", line });
      expect(problem?.says).to.match(says);
    });
  }
});
