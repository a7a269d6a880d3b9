import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { labs } from "../../course/index";
import { explainNotConfined } from "../../grader/sandbox/bubblewrap";
import { DEFAULT_LIMITS } from "../../grader/sandbox/limits";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { buildSolutionFiles } from "./solution-files";
import { describeIfLong } from "../../cloud/testing/skip";

const ROOT = join(import.meta.dirname, "..", "..");
const POINTS_OF_THE_REVIEW = 2;

// A long test, since it runs the whole lab twice, once for the solution.
describeIfLong("grading the exam of lab 04", () => {
  const home = createTemporaryFolder();

  const runCommand = (...argv: string[]) =>
    promisify(execFile)(process.execPath, [join(ROOT, "scripts", "labs.mjs"), ...argv], { cwd: ROOT });

  it("shows code, quiz and the list of the code review in one report", async () => {
    const lab = labs.find(({ number }) => number === "04");
    if (lab === undefined) throw new Error("There is no lab 04.");
    for (const { path, text } of await buildSolutionFiles(ROOT, lab)) {
      const location = join(home, "class", "ada", path.replace(/^notebooks\//, "").replace("_Solution", ""));
      mkdirSync(dirname(location), { recursive: true });
      // One answer of the quiz is changed.
      writeFileSync(location, text.replace('\\"watermark\\": \\"b\\"', '\\"watermark\\": \\"a\\"'));
    }
    const marks = join(home, "marks.csv");
    // The project as it is handed out: the review finds something, so its exit status is not 0.
    const review = runCommand("review", "--marks", marks, "--id", "ada", "--points", String(POINTS_OF_THE_REVIEW));
    expect(((await review.catch((error: unknown) => error)) as { code?: number }).code).to.equal(1);
    const unsafe = explainNotConfined(DEFAULT_LIMITS) === undefined ? [] : ["--unsafe"];
    const out = join(home, "grades");
    await runCommand("grade", "04", join(home, "class"), "--out", out, "--manual", marks, ...unsafe);

    const feedback = getText(readFileSync(join(out, "submissions", "ada", "feedback.html"), "utf8"));
    expect(feedback)
      .to.include("1.8 Test it with events out of order")
      .and.to.include("2.5 The Firehose")
      .and.to.include("answers use-cases in words of one's own")
      .and.to.match(/Code review: \d+ of 10 items hold; missing: /);
    const report = getText(readFileSync(join(out, "report.html"), "utf8"));
    expect(report).to.include("1.8 Test it with events out of order").and.to.include("7. Quiz");
    const [, all = "", graderMark = ""] =
      /([\d.]+) of [\d.]+ .*?The grader's own mark is ([\d.]+)\./.exec(report) ?? [];
    expect(Number(all) - Number(graderMark)).to.equal(POINTS_OF_THE_REVIEW);
  });
});

const getText = (page: string): string =>
  page
    .replace(/<[^>]+>/g, " ")
    .replaceAll("&#39;", "'")
    .replace(/\s+/g, " ");
