import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { unzipSync } from "fflate";
import { readManualMarks } from "../../../grader/index";
import { explainNotConfined } from "../../../grader/sandbox/bubblewrap";
import { DEFAULT_LIMITS } from "../../../grader/sandbox/limits";
import { skipIf } from "../../../cloud/testing/skip";
import { createTemporaryFolder } from "../../../cloud/testing/temporary-folder";
import { runCommand, type Command } from "../command";
import { writeSolvedProject } from "../review/testing/solved-project";
import { pack } from "./pack";
import { review } from "./review";

const ROOT = join(import.meta.dirname, "..", "..", "..");

describe("labs review", () => {
  const home = createTemporaryFolder();

  const callReview = (...argv: string[]) => callReviewIn(ROOT, ...argv);
  const callReviewIn = (root: string, ...argv: string[]) => call(review, root, argv);
  async function call(
    command: Command,
    root: string,
    argv: readonly string[],
  ): Promise<{ status: number; out: string; err: string }> {
    const [out, err]: [string[], string[]] = [[], []];
    const io = {
      printResult: (line: string) => void out.push(line),
      printError: (line: string) => void err.push(line),
      root,
      cwd: home,
      env: {},
      isTerminal: false,
    };
    const status = await runCommand(command, argv, io);
    return { status, out: out.join("\n"), err: err.join("\n") };
  }

  it("reviews the learner's own project, and names the next step", async () => {
    const { status, out } = await callReview();
    expect(status).to.equal(1);
    expect(out)
      .to.include("2.4: none that expects a result of app/operators/tumbling-window.ts, app/operators/watermark.ts.")
      .and.to.include("Look at: a file <operator>.test.ts that imports the operator")
      .and.to.include("2: app/operation-graph.ts is not finished: it contains None.")
      .and.to.include("8 of 10 items hold; missing: 2, 2.4.");
  });

  it("reviews the project in the src/metrics of a folder, and follows no link to it", async () => {
    const { out } = await callReview(join(ROOT, "src/metrics"));
    cpSync(join(ROOT, "src/metrics"), join(home, "whole/src/metrics"), { recursive: true });
    writeFileSync(join(home, "whole/other.ts"), "export class Beside {}");
    expect(await callReview("whole")).to.deep.equal({ status: 1, out, err: "" });
    mkdirSync(join(home, "linked"));
    symlinkSync(join(ROOT, "src"), join(home, "linked/src"));
    expect((await callReview("linked")).err).to.include("There is no TypeScript file in");
  });

  it("writes a page, and lines that `labs grade --manual` accepts", async () => {
    for (const id of ["ada", "grace"])
      await callReview(
        join(ROOT, "src/metrics"),
        "--html",
        "review.html",
        "--marks",
        "marks.csv",
        "--id",
        id,
        "--points",
        "9",
      );
    expect(await readFile(join(home, "review.html"), "utf8")).to.include("<h2>What a person judges</h2>");
    const marks = readManualMarks(await readFile(join(home, "marks.csv"), "utf8"), "marks.csv");
    expect(marks.map(({ id, points, comment }) => [id, points, comment])).to.deep.equal(
      ["ada", "grace"].map((id) => [id, 9, "Code review: 8 of 10 items hold; missing: 2, 2.4."]),
    );
  });

  describe("with the unit tests of the operators", () => {
    const RIGHT = "expect(watermark.observe(520)).to.equal(false)";
    /** Writes a solved project, with another expectation in a test of the watermark. */
    function writeProject(folder: string, expectation: string): void {
      writeSolvedProject(folder);
      const test = join(folder, "app/operators/watermark.test.ts");
      const text = readFileSync(test, "utf8");
      expect(text).to.include(RIGHT);
      writeFileSync(test, text.replace(RIGHT, expectation));
    }

    it("runs another person's tests in a sandbox: a project with a failing one doesn't pass", async function () {
      skipIf(this, explainNotConfined(DEFAULT_LIMITS));
      const folder = join(home, "handed-in");
      writeProject(folder, RIGHT);
      expect(await callReview(folder)).to.include({ status: 0, err: "" });
      writeProject(folder, 'expect(watermark.observe(520), "moved").to.equal(true)');
      const { status, out } = await callReview(folder);
      expect(status).to.equal(1);
      expect(out).to.include(
        '2.4: app/operators/watermark.test.ts: "resumes where an earlier run ended" fails: moved: expected false to equal true.',
      );
    });

    it("reviews what `labs pack` has packed", async function () {
      skipIf(this, explainNotConfined(DEFAULT_LIMITS));
      const root = join(home, "packed");
      for (const name of ["src", "notebooks"]) cpSync(join(ROOT, name), join(root, name), { recursive: true });
      for (const name of ["course", "data", "docs"]) symlinkSync(join(ROOT, name), join(root, name));
      writeProject(join(root, "src/metrics"), RIGHT);
      const packed = await call(pack, root, ["04", "--out", "04.zip"]);
      expect(packed).to.include({ status: 0, err: "" });
      expect(packed.out).to.match(/windowed-metrics-app\.ts, and \d+ other files of src\/metrics\.\nStill open: /);
      for (const [path, bytes] of Object.entries(unzipSync(await readFile(join(home, "04.zip"))))) {
        mkdirSync(dirname(join(home, "unpacked", path)), { recursive: true });
        writeFileSync(join(home, "unpacked", path), bytes);
      }
      const { status, out } = await callReview("unpacked");
      expect(out).to.include("10 of 10 items hold.");
      expect(status).to.equal(0);
    });

    it("runs the learner's own tests in place, and reports one that can't run", async () => {
      const root = join(home, "course");
      for (const name of ["src", "package.json"]) cpSync(join(ROOT, name), join(root, name), { recursive: true });
      symlinkSync(join(ROOT, "node_modules"), join(root, "node_modules"));
      writeProject(join(root, "src/metrics"), RIGHT);
      expect((await callReviewIn(root)).out).to.include("10 of 10 items hold.");
      const test = join(root, "src/metrics/app/operators/watermark.test.ts");
      for (const vacuous of [
        "expect(typeof new Watermark(30).observe(1)).to.equal('boolean')",
        "expect(new Watermark(30).atMs).to.exist",
      ]) {
        writeFileSync(
          test,
          `import { expect } from "chai"; import { Watermark } from "./watermark"; it("is", () => { ${vacuous}; });`,
        );
        expect((await callReviewIn(root)).out, vacuous).to.include(
          "2.4: app/operators/watermark.test.ts also passes if the operator returns something wrong.",
        );
      }
      writeFileSync(
        test,
        `import { expect } from "chai"; import { Watermark } from "./watermark"; it("is", () => { expect(new Watermark(30).observe(1)).to.equal(true); });`,
      );
      expect((await callReviewIn(root)).out).to.include("10 of 10 items hold.");
      writeProject(join(root, "src/metrics"), `${RIGHT}; missing(`);
      expect((await callReviewIn(root)).out).to.include("2.4: the tests cannot be run: ");
    });
  });

  it("refuses a missing folder, and marks without a learner", async () => {
    expect(await callReview("nowhere")).to.include({ status: 1, err: `There is no folder ${join(home, "nowhere")}.` });
    expect((await callReview("--marks", "marks.csv")).err).to.include("--marks and --id must be used together.");
    expect((await callReview("--points", "3")).err).to.include("--points needs --marks.");
    expect((await callReview("--marks", "a", "--id", "b", "--points", "many")).err).to.include(
      '"many" is not a number',
    );
  });
});
