import type * as grader from "../../grader/core/bundle.mjs";
import { execFile, execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile, symlink, writeFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { expect } from "chai";
import { labs } from "../../course/index";
import { parseLab, readLab } from "../../authoring/index";
import { PAGES_FOR_LEARNERS } from "../../scripts/labs/release/class-copy-files";
import { writeRelease } from "../../scripts/labs/release/write-release";
import { listProjectFiles } from "../../scripts/project-files";
import { listPublished } from "../../kernel/testing/kernel-client";
import { startKernelProcess } from "../../kernel/testing/kernel-process";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { IN_CI, itIfLong } from "../../cloud/testing/skip";
import { decodeText, findSecrets, listSecrets, readDecoded, type CopiedFile } from "./solution-search";

const ROOT = join(import.meta.dirname, "..", "..");

/** Tests in the project of lab 04's exam: learners read them, run them, and write others beside them. */
const TESTS_OF_THE_EXAM = [
  "src/metrics/app/operators/parse-event.test.ts",
  "src/metrics/app/windowed-metrics-app.test.ts",
];

/** The labs of the class. Recording a solution's run and checking it takes ten seconds of processor time or more for each lab. */
const taken = IN_CI ? labs : labs.filter(({ number }) => number === "01");

describe("the course for a class", function () {
  // The solutions of all these labs run while the copy is made.
  this.timeout(900_000);

  const out = createTemporaryFolder();
  let files: readonly string[];
  let copied: readonly CopiedFile[];
  const recorded: string[] = [];
  before(async () => {
    await writeRelease(ROOT, taken, { out, checks: true, onRecording: ({ id }) => recorded.push(id) });
    files = await listProjectFiles(out);
    copied = await readDecoded(out, files);
    await symlink(join(ROOT, "node_modules"), join(out, "node_modules"), "dir");
  });

  const run = (...args: string[]) =>
    new Promise<{ status: number; output: string }>((resolve) => {
      execFile(process.execPath, args, { cwd: out }, (error, stdout, stderr) => {
        resolve({ status: typeof error?.code === "number" ? error.code : 0, output: stdout + stderr });
      });
    });

  it("says which lab is being recorded", () => {
    expect(recorded).to.deep.equal(taken.map(({ id }) => id));
  });

  it("contains what a learner works with", () => {
    expect(files).to.include.members([
      "README.md",
      "docs/learners.md",
      "docs/install.md",
      "package.json",
      "package-lock.json",
      "scripts/start.mjs",
      "src/index.ts",
      "cloud/index.ts",
      "kernel/start.mjs",
      ...taken.flatMap(({ notebook, scripts }) => [notebook, ...scripts]),
    ]);
  });

  it("contains no solution, mistake or attack, no test except those of the exam, and only the parts of a lab needed for running and checking", () => {
    expect(
      files.filter((path) =>
        /^(solutions|test|bench|judges)\/|_Solution|mistakes|\.test\.|^grader\/(hostile|testing)\/|\/golden\//.test(
          path,
        ),
      ),
    ).to.have.members(TESTS_OF_THE_EXAM);
    for (const { id } of taken)
      expect(
        files.filter((path) => new RegExp(`^course/${id}/(lab|scripts|mistakes|seed-map)`).test(path)),
      ).to.deep.equal([]);
  });

  it("has no line, query or right letter of a solution, however short: in no file, in nothing that is encoded", async () => {
    // Shows that the search finds such text.
    const [some = ""] = files.filter((path) => path.endsWith("recorded.json"));
    expect(decodeText(await readFile(join(out, some), "utf8"))).to.contain("START CODE HERE");
    expect(
      decodeText(`{"a": ["${Buffer.from("await secretAnswer(); // and so on, for long enough").toString("base64")}"]}`),
    ).to.contain("secretAnswer");
    const secrets = await listSecrets(ROOT, copied);
    expect(findSecrets(secrets, copied)).to.deep.equal([]);
  });

  it("has the stubs in place of the solutions in its recorded labs", async () => {
    for (const { id } of taken) {
      const recorded = JSON.parse(await readFile(join(out, "course", id, "recorded.json"), "utf8")) as {
        skeleton: Record<"cells" | "scripts", { slots: { stub: string[]; solution: string[] }[] }[]>;
      };
      for (const { slots } of [...recorded.skeleton.cells, ...recorded.skeleton.scripts])
        for (const { stub, solution } of slots) expect(solution).to.deep.equal(stub);
    }
  });

  it("has every check cell of the labs, and the text that explains them", async () => {
    for (const { id, notebook } of taken) {
      const { cells } = JSON.parse(await readFile(join(out, notebook), "utf8")) as {
        cells: { id: string; source: string[]; metadata: { tags?: string[] } }[];
      };
      const checks = cells.filter(({ metadata }) => metadata.tags?.includes("check")).map((cell) => cell.id);
      const inSource = parseLab(await readLab(ROOT, id)).cells.filter(({ tags }) => tags.includes("check"));
      expect(checks, id)
        .to.deep.equal(inSource.map((cell) => cell.id))
        .and.to.include(id === "06-capstone" ? "pipeline-check" : "lab-check");
      expect(cells.find((cell) => cell.id === "how-it-works")?.source.join("")).to.match(/^- .*`check` cell /m);
    }
  });

  it("links only to files that it contains, in its guide and in the labs", async () => {
    const pages = ["README.md", ...PAGES_FOR_LEARNERS, ...taken.map(({ notebook }) => notebook)];
    const broken = await Promise.all(
      pages.map(async (path) => {
        const linked = (await readFile(join(out, path), "utf8")).matchAll(/\]\((?!https?:|#|\/)([^)#\s]+)[^)]*\)/g);
        return [...linked]
          .map(([, target = ""]) => posix.join(posix.dirname(path), target))
          .filter((target) => !existsSync(join(out, target)))
          .map((target) => `${path}: ${target}`);
      }),
    );
    expect(broken.flat()).to.deep.equal([]);
    expect(await readFile(join(out, "docs", "learners.md"), "utf8")).to.include("../cloud/README.md#the-console");
  });

  it("promises no solution that does not exist", async () => {
    for (const { notebook } of taken)
      expect(await readFile(join(out, notebook), "utf8")).not.to.match(/_Solution|labs solution|"solutions":/);
  });

  itIfLong("type-checks", () => {
    const tsc = join(ROOT, "node_modules", "@native", "typescript", "bin", "tsc");
    execFileSync(process.execPath, [tsc, "-p", ".", "--noEmit"], { cwd: out, stdio: "pipe" });
  });

  it("runs its commands, and names the missing ones", async () => {
    expect(await run("scripts/labs.mjs"))
      .to.include({ status: 0 })
      .and.to.have.property("output")
      .that.includes("status")
      .and.not.includes("grade");
    const solution = await run("scripts/labs.mjs", "solution", "01");
    expect(solution).to.deep.equal({
      status: 1,
      output: "`npx labs solution` is not in this copy of the course, which was released for a class.\n",
    });
  });

  itIfLong("checks a learner's work without any solution, and without the checker", async () => {
    const blank = await run("scripts/labs.mjs", "check", taken[0]?.number ?? "");
    expect(blank.status, blank.output).to.equal(1);
    expect(blank.output).to.match(/1\.1 Create a data stream: still open/);
  });

  // The checker reads the types once; `labs check` without a checker would read them each time.
  describe("with the checker that `npm start` keeps", () => {
    let checker: ChildProcess;
    before(async () => {
      // The border: the module of the class's copy.
      const { bundleGrader } = (await import(join(out, "grader", "core", "bundle.mjs"))) as typeof grader;
      const programs = await bundleGrader(out);
      const known = taken.map(({ id, notebook, scripts }) => ({ id, notebook, scripts }));
      checker = spawn(process.execPath, [programs.checker, out, programs.compiler, JSON.stringify(known)], {
        cwd: out,
        env: { ...process.env, LABS_CHECKER_WARM_UP: "no" },
        stdio: ["pipe", "pipe", "inherit"],
      });
      await once(checker.stdout ?? checker, "data"); // printed when the checker is ready
    });
    after(async () => {
      const exit = once(checker, "exit");
      checker.kill();
      await exit;
    });

    const check = async (...args: string[]): Promise<string> => {
      expect(existsSync(join(out, ".labs", "checker.json"))).to.equal(true);
      const { output } = await run("scripts/labs.mjs", "check", ...args);
      expect(output).not.to.contain("does not answer");
      return output;
    };

    it("checks a learner's work without any solution: open, right, and wrong with advice", async () => {
      const [lab] = taken;
      if (!lab) throw new Error("There is no lab.");
      const copiedNotebook = join(out, lab.notebook);
      const handedOut = await readFile(copiedNotebook, "utf8");
      const answer = (shards: number) =>
        handedOut.replace(
          /await None\(\{ streamName: None, shardCount: None \}\)/,
          `await createKinesisDataStream({ streamName: CLI_STREAM, shardCount: ${shards} })`,
        );
      expect(answer(2)).not.to.equal(handedOut);
      await writeFile(copiedNotebook, answer(2));
      const output = await check(lab.number);
      expect(output).to.match(/1\.1 Create a data stream: right/);
      expect(output).to.match(/: still open/);
      await writeFile(copiedNotebook, answer(3));
      const wrong = await check(lab.number, "--exercise", `${lab.id}.create-cli-stream`);
      expect(wrong).to.match(/partly right[^]*has 2 shards[^]*it has 3/);
      expect(await check(lab.number, "--exercise", "nothing")).to.contain("has no exercise");
      await writeFile(copiedNotebook, handedOut);
    });

    it("checks an exercise from a cell of the notebook, in a kernel", async () => {
      const [lab] = taken;
      if (!lab) throw new Error("There is no lab.");
      const { cells } = JSON.parse(await readFile(join(out, lab.notebook), "utf8")) as {
        cells: { id: string; source: string[] }[];
      };
      const cell = cells.find(({ id }) => id === "create-cli-stream-check")?.source.join("") ?? "";
      expect(cell).to.equal('await check("01-streaming-ingestion.create-cli-stream");');
      const kernel = await startKernelProcess({ root: out, folder: join(out, "notebooks") });
      try {
        const printEntries = async (code: string) => {
          const output = kernel.client.run(code);
          await output.done;
          expect(listPublished(output, "error")).to.deep.equal([]);
          return listPublished(output, "stream")
            .map(({ text }) => String(text))
            .join("");
        };
        await printEntries('import { check } from "./src/index";');
        // With the blank notebook: the tests around this one check right and wrong answers.
        expect(await printEntries(cell)).to.match(/1\.1 Create a data stream: still open/);
      } finally {
        await kernel.stop();
      }
    });

    it("gives the verdicts of the whole course: all right for the solutions", async () => {
      for (const lab of taken) {
        const paths = [lab.notebook, ...lab.scripts];
        const before = await Promise.all(paths.map((path) => readFile(join(out, path), "utf8")));
        for (const path of paths) {
          const solution = join(ROOT, "solutions", path.replace(/^notebooks\//, "").replace(/(\.\w+)$/, "_Solution$1"));
          // A solution's script lies one folder deeper than the learner's script, whose place it takes here: its paths are adapted, since the
          // copy has no solutions.
          const text = (await readFile(solution, "utf8"))
            .replaceAll(/"\.\.\/((?:\.\.\/)+src\/)/g, '"$1')
            .replaceAll(/\bsolutions\/(src\/[\w/-]+)_Solution/g, "$1")
            .replaceAll(/"(\.\/[\w/-]+)_Solution"/g, '"$1"');
          await writeFile(join(out, path), text);
        }
        expect(await check(lab.number)).to.match(/(^|\n)All \d+ exercises are right\.\n/);
        for (const [at, path] of paths.entries()) await writeFile(join(out, path), before[at] ?? "");
      }
    });
  });

  it("restores a lab's original state", async () => {
    for (const { number, notebook } of taken) {
      const handedOut = await readFile(join(out, notebook), "utf8");
      await writeFile(join(out, notebook), "{");
      expect((await run("scripts/labs.mjs", "reset", number)).status).to.equal(0);
      expect(await readFile(join(out, notebook), "utf8")).to.equal(handedOut);
    }
  });
});
