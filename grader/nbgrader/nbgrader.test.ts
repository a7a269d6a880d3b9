import { execFile } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { LEFT_TO_CI, skipIf, itIfLong } from "../../cloud/testing/skip";
import { renderReports } from "../batch/class-results";
import type { GradeResults, SubmissionResult } from "../reports/results";
import { findClass } from "../submission/find-submissions";
import { readSubmission } from "../submission/read-submission";
import { formatSources } from "../submission/source-lines";

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, "..", "..");
const BIN = join(ROOT, ".labs", "nbgrader", "bin");
const LAB = "01-streaming-ingestion";
const FILES = { notebook: `notebooks/${LAB}.ipynb`, scripts: ["src/etl/consumer.ts"] };

describe("a course of nbgrader", () => {
  let course = "";
  beforeEach(() => {
    course = createTemporaryFolder();
  });
  const put = (path: string, text: string): void => {
    mkdirSync(dirname(join(course, path)), { recursive: true });
    writeFileSync(join(course, path), text);
  };
  const putSubmission = (student: string, assignment: string): void => {
    put(`submitted/${student}/${assignment}/${assignment}.ipynb`, `{ "by": "${student}" }`);
    put(`submitted/${student}/${assignment}/timestamp.txt`, "2026-11-20 10:00:00.123456 UTC");
    put(`submitted/${student}/${assignment}/submission_secret.txt`, `secret of ${student}`);
  };

  it("is read as it is: only the lab's assignment, by student, with the time of the hand-in", async () => {
    for (const student of ["ada", "bob"]) putSubmission(student, LAB);
    for (const student of ["bob", "cleo"]) putSubmission(student, "02-fuel-network");
    put(`submitted/bob/${LAB}/consumer.ts`, "export {};");
    const { found, ...sources } = await findClass([join(course, "submitted")], FILES);
    expect(found.map(({ id, student }) => ({ id, student }))).to.deep.equal(
      ["ada", "bob"].map((login) => ({ id: login, student: { login, submitted: "2026-11-20T10:00:00Z" } })),
    );
    expect(formatSources(sources)).to.deep.equal(["submitted is an export of nbgrader: 2 learners."]);
    const [, bob] = await Promise.all(found.map((item) => readSubmission(item, FILES)));
    expect([bob?.notebook, [...(bob?.scripts.keys() ?? [])]]).to.deep.equal(['{ "by": "bob" }', FILES.scripts]);
  });

  it("isn't seen in a class's folder where a learner has unpacked the lab's zip", async () => {
    put(`submitted/ada/${LAB}/${LAB}.ipynb`, "{}");
    put(`submitted/bob/${LAB}.ipynb`, "{}");
    const { found } = await findClass([join(course, "submitted")], FILES);
    expect(found.map(({ id }) => id)).to.deep.equal(["ada", "bob"]);
  });

  describe("by nbgrader itself", () => {
    before(function () {
      const isThere = existsSync(join(BIN, "nbgrader"));
      const missing = "nbgrader is not in .labs/nbgrader; `npm test` installs it where there is a network";
      skipIf(this, LEFT_TO_CI ?? (isThere ? undefined : missing));
    });
    const exercise = (id: string, score: number, max: number) =>
      ({ id: `${LAB}.${id}`, title: id, score, max, status: "partial", claims: [] }) as const;
    const createResult = (login: string, first: number, second: number): SubmissionResult => ({
      id: login,
      status: "graded",
      score: first + second,
      max: 7,
      seconds: 1,
      exercises: [exercise("one", first, 3), exercise("other", second, 4)],
      notes: [],
      student: { login, submitted: "2026-11-20T10:00:00Z" },
    });

    const runNbgrader = (...args: readonly string[]) =>
      run(join(BIN, "nbgrader"), args, { cwd: course, env: { ...process.env, HOME: course } });

    async function importMarks(submissions: readonly SubmissionResult[]): Promise<string> {
      const results: GradeResults = { lab: LAB, seed: 1, grader: "test", submissions };
      for (const { path, text } of renderReports(results)) put(`grades/${path}`, text);
      const program = join(import.meta.dirname, "import_marks.py");
      const { stdout, stderr } = await run(join(BIN, "python"), [program, "grades"], { cwd: course });
      return stdout + stderr;
    }

    /** What `nbgrader export` says of each learner: raw score, penalty, score, maximum. */
    async function exportMarks(): Promise<Readonly<Record<string, string>>> {
      await run(join(BIN, "nbgrader"), ["export", "--to=all.csv"], {
        cwd: course,
        env: { ...process.env, HOME: course },
      });
      const rows = readFileSync(join(course, "all.csv"), "utf8").trim().split("\n").slice(1);
      return Object.fromEntries(rows.map((row) => [row.split(",")[3] ?? "", row.split(",").slice(7).join(" ")]));
    }

    const late = { ...createResult("bob", 3, 3.5), score: 5 };

    it("has the grader's marks in its gradebook, with penalties", async () => {
      const missing = { ...createResult("cleo", 0, 0), status: "missing" as const };
      const output = await importMarks([createResult("ada", 2.5, 4), late, missing]);
      expect(output).to.include("Skipped cleo: nothing was handed in.").and.to.include("2 marks are in the gradebook");
      expect(await exportMarks()).to.deep.equal({ ada: "6.5 0.0 6.5 7.0", bob: "6.5 1.5 5.0 7.0" });
    });

    itIfLong("has the marks of the last import, and releases the pages by its exchange", async () => {
      putSubmission("ada", LAB);
      await importMarks([createResult("ada", 2.5, 4), late]);
      await importMarks([createResult("ada", 3, 4), late]);
      expect(await exportMarks()).to.deep.equal({ ada: "7.0 0.0 7.0 7.0", bob: "6.5 1.5 5.0 7.0" });

      const exchange = join(course, "exchange");
      mkdirSync(exchange);
      chmodSync(exchange, 0o777); // as nbgrader requires
      put(
        "nbgrader_config.py",
        `c = get_config()\nc.CourseDirectory.course_id = "labs"\nc.Exchange.root = ${JSON.stringify(exchange)}\n`,
      );
      rmSync(join(course, "feedback", "bob"), { recursive: true }); // has handed in without the exchange
      await runNbgrader("release_feedback", LAB);
      const released = join(exchange, "labs", "feedback");
      const pages = readdirSync(released, { recursive: true, encoding: "utf8" }).filter((path) =>
        path.endsWith(".html"),
      );
      expect(pages).to.have.length(1);
      expect(readFileSync(join(released, pages[0] ?? ""), "utf8")).to.equal(
        readFileSync(join(course, "grades", "submissions", "ada", "feedback.html"), "utf8"),
      );
    });
  });
});
