import { execFile, execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { labs } from "../../course/index";
import { learnerView, parseLab, readLab, solutionCode } from "../../scripts/course/index";
import { writeRelease } from "../../scripts/labs/release/write-release";
import { projectFiles } from "../../scripts/project-files";

const ROOT = join(import.meta.dirname, "..", "..");

describe("the course for a class", () => {
  let out: string;
  let files: readonly string[];
  before(async () => {
    out = await mkdtemp(join(tmpdir(), "labs-release-"));
    await writeRelease(ROOT, labs, out);
    files = await projectFiles(out);
    await symlink(join(ROOT, "node_modules"), join(out, "node_modules"), "dir");
  });
  after(async () => {
    await rm(out, { recursive: true });
  });

  const run = (...args: string[]) =>
    new Promise<{ status: number; said: string }>((resolve) => {
      execFile(process.execPath, args, { cwd: out }, (error, stdout, stderr) => {
        resolve({ status: typeof error?.code === "number" ? error.code : 0, said: stdout + stderr });
      });
    });

  it("holds what a learner works with", () => {
    expect(files).to.include.members([
      "README.md",
      "package.json",
      "package-lock.json",
      "scripts/start.mjs",
      "src/index.ts",
      "cloud/index.ts",
      "kernel/start.mjs",
      ...labs.flatMap(({ notebook, scripts }) => [notebook, ...scripts]),
    ]);
  });

  it("holds no solution, check, mistake, test or grader", () => {
    expect(
      files.filter((path) =>
        /^(solutions|grader|test|bench)\/|_Solution|(^|\/)(checks|grading-plan)\.ts|mistakes|\.test\./.test(path),
      ),
    ).to.deep.equal([]);
    for (const { id } of labs)
      expect(
        files
          .filter((path) => path.startsWith(`course/${id}/`))
          .every((path) => /\/(given|images|templates)\/|\/original\.json$/.test(path)),
      ).to.equal(true);
  });

  it("holds no answer anywhere in what a learner reads", async () => {
    const read = files.filter((path) => /^(notebooks|src|course)\//.test(path));
    const texts = await Promise.all(read.map((path) => readFile(join(out, path), "utf8")));
    let answers = 0;
    for (const { id } of labs) {
      for (const { id: exercise, lines, region } of parseLab(await readLab(ROOT, id)).exercises) {
        const stub = new Set(learnerView(lines, [region]).map((line) => line.trim()));
        const telling = solutionCode(lines, region)
          .split("\n")
          .map((line) => line.trim())
          .filter((line) => /^.{30,};$/.test(line) && !stub.has(line));
        answers += telling.length;
        for (const line of telling)
          expect(
            texts.some((text) => text.includes(JSON.stringify(line).slice(1, -1)) || text.includes(line)),
            `${exercise}: ${line}`,
          ).to.equal(false);
      }
    }
    expect(answers).to.be.greaterThan(5);
  });

  it("promises no solution that is not there", async () => {
    for (const { notebook } of labs)
      expect(await readFile(join(out, notebook), "utf8")).not.to.match(/_Solution|labs solution|<summary>Solution/);
  });

  it("type-checks", () => {
    execFileSync(process.execPath, [join(ROOT, "node_modules", "typescript", "bin", "tsc"), "-p", ".", "--noEmit"], {
      cwd: out,
      stdio: "pipe",
    });
  }).timeout(120_000);

  it("runs its commands, and says which ones it is without", async () => {
    expect(await run("scripts/labs.mjs"))
      .to.include({ status: 0 })
      .and.to.have.property("said")
      .that.includes("status")
      .and.not.includes("grade");
    const check = await run("scripts/labs.mjs", "check", "01");
    expect(check).to.deep.equal({
      status: 1,
      said: "`npx labs check` is not in this copy of the course, which was made for a class.\n",
    });
  });

  it("gives a lab back as it was handed out", async () => {
    for (const { number, notebook } of labs) {
      const handedOut = await readFile(join(out, notebook), "utf8");
      await writeFile(join(out, notebook), "{");
      expect((await run("scripts/labs.mjs", "reset", number)).status).to.equal(0);
      expect(await readFile(join(out, notebook), "utf8")).to.equal(handedOut);
    }
  });
});
