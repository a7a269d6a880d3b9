import { execFile, execFileSync } from "node:child_process";
import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { LEFT_TO_CI, skipIf } from "../../cloud/testing/skip";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { createDeadProxyEnvironment, NO_WARM_UP, startSession } from "../../test/e2e/npm-start";

const ROOT = join(import.meta.dirname, "..", "..");

describe("the npm package create-streaming-labs, installed into an empty folder", () => {
  const home = createTemporaryFolder();
  const work = join(home, "an empty folder");
  const course = join(work, "my-course");
  const runNpm = (cwd: string, ...args: readonly string[]): string =>
    execFileSync("npm", args, { cwd, encoding: "utf8", stdio: "pipe" });
  const run = (cwd: string, command: string, args: readonly string[]) =>
    new Promise<{ status: unknown; output: string; errors: string }>((done) => {
      execFile(command, args, { cwd }, (error, output, errors) => done({ status: error?.code ?? 0, output, errors }));
    });
  const create = (...args: readonly string[]) =>
    run(work, join(work, "node_modules", ".bin", "create-streaming-labs"), args);

  before(function () {
    skipIf(this, process.platform === "win32" ? "npm's commands are scripts of the shell there" : LEFT_TO_CI);
    mkdirSync(work);
    runNpm(import.meta.dirname, "pack", "--pack-destination", home);
    const [tarball = ""] = readdirSync(home).filter((name) => name.endsWith(".tgz"));
    runNpm(work, "install", "--no-audit", "--no-fund", "--prefer-offline", join(home, tarball));
  });

  it("takes at most 6 MB with all that it installs, as its README says", () => {
    const installed = readdirSync(join(work, "node_modules"), { recursive: true, encoding: "utf8" });
    const bytes = installed.map((path) => lstatSync(join(work, "node_modules", path)).size);
    expect(bytes.reduce((sum, size) => sum + size, 0)).to.be.within(3e6, 6e6);
  });

  it("unpacks the course, without the project's own tests, and starts it with the given options", async () => {
    const { status, output } = await create("my-course", "--", "--help");
    expect(status).to.equal(0);
    expect(output).to.include("The course is in my-course.").and.to.include("--no-browser");
    const lab = "notebooks/01-streaming-ingestion.ipynb";
    expect(readFileSync(join(course, lab), "utf8")).to.equal(readFileSync(join(ROOT, lab), "utf8"));
    const files = readdirSync(course, { recursive: true, encoding: "utf8" });
    expect(files.filter((path) => path.endsWith(".test.ts") && !path.startsWith("src/metrics/"))).to.deep.equal([]);
    expect(readdirSync(course)).to.include.members([".gitignore", ".npmrc", "README.md"]).and.not.include("test");
  });

  it("contains all that a learner needs to solve and check a lab", async () => {
    linkInstalled();
    const runLabs = (...args: readonly string[]) => run(course, process.execPath, ["scripts/labs.mjs", ...args]);
    expect(await runLabs("solution", "05")).to.include({ status: 0, errors: "" });
    const solved = "notebooks/05-resharding";
    writeFileSync(join(course, `${solved}.ipynb`), readFileSync(join(course, `${solved}_Solution.ipynb`)));
    const { status, output, errors } = await runLabs("check", "05");
    const last = output.trim().split("\n").pop()?.replace(/\d+/, "N");
    expect({ status, errors, last }).to.deep.equal({ status: 0, errors: "", last: "All N exercises are right." });
  });

  it("starts without a network, with the lab cloud and JupyterLab, once its packages are installed", async () => {
    const offline = { npm_config_offline: "true", PIP_NO_INDEX: "1", UV_OFFLINE: "1", HOME: home, ...NO_WARM_UP };
    const { start, session } = await startSession({ root: course, env: createDeadProxyEnvironment(offline) });
    try {
      expect(start.getText()).to.not.match(/Installing|Making/);
      expect((await fetch(`http://127.0.0.1:${session.port}/_lab/health`)).status).to.equal(200);
      const { origin, search } = new URL(session.url ?? "");
      const lab = await fetch(`${origin}/api/contents/notebooks/01-streaming-ingestion.ipynb${search}`);
      expect(await lab.json()).to.have.nested.property("content.nbformat", 4);
    } finally {
      start.press();
    }
    await start.ended;
    expect(start.getText()).to.include("Everything has stopped.");
  });

  /** Links this project's installed packages into the course, as the installer leaves them; the package `lab-cloud` is the course's own. */
  function linkInstalled(): void {
    for (const folder of ["node_modules", ".venv"]) {
      mkdirSync(join(course, folder));
      for (const name of readdirSync(join(ROOT, folder)))
        symlinkSync(
          name === "lab-cloud" ? join(course, "cloud") : join(ROOT, folder, name),
          join(course, folder, name),
        );
    }
    // The stamp names the folder that the environment was made for.
    const stamp = join(course, ".venv", "labs-stamp.json");
    const text = readFileSync(stamp, "utf8");
    rmSync(stamp);
    writeFileSync(stamp, JSON.stringify({ ...JSON.parse(text), root: course }));
  }

  it("never changes a folder that has something in it", async () => {
    const before = readdirSync(course);
    const { status, errors } = await create("my-course");
    expect([status, errors]).to.deep.equal([
      1,
      `${course} is not empty. Name a folder that is empty or doesn't exist yet.\n`,
    ]);
    expect(readdirSync(course)).to.deep.equal(before);
    expect(readdirSync(work).filter((name) => name.includes("unpacking"))).to.deep.equal([]);
  });

  it("explains a wrong call, and says how to call it", async () => {
    expect(await create("one", "two")).to.deep.include({ status: 2 });
    const { status, errors } = await create("--nostart");
    expect([status, errors.includes("--nostart")]).to.deep.equal([2, true]);
    expect((await create("--help")).output).to.match(/^npm create streaming-labs/);
  });
});
