import { appendFile, cp, mkdir, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import type * as grader from "../../grader/core/bundle.mjs";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { LEFT_TO_CI, skipIf } from "../../cloud/testing/skip";

const ROOT = join(import.meta.dirname, "..", "..");

/**
 * The parts of the project that the command is built from. They are copied, so that the test can change and move the
 * folder.
 */
const NEEDED = [
  "scripts",
  "athena-sql",
  "authoring",
  "cloud",
  "console",
  "foundation",
  "course",
  "src",
  "kernel",
  "grader",
  "data",
  "docs",
  "notebooks",
  "package-lock.json",
  "package.json",
  "tsconfig.json",
];

describe("the labs command's bundle", () => {
  let home = "";
  let root = "";
  before(async () => {
    home = await realpath(createTemporaryFolder());
    root = join(home, "first");
    for (const name of NEEDED)
      await cp(join(ROOT, name), join(root, name), {
        recursive: true,
        // Also without the folder of a build that is under way, which goes as it ends.
        filter: (path) => !/[\\/](dist|dist-\d+-\d+|golden)$/.test(path),
      });
    await symlink(join(ROOT, "node_modules"), join(root, "node_modules"));
  });

  const run = (args: readonly string[]) =>
    new Promise<{ readonly out: string; readonly err: string }>((resolve) => {
      execFile(process.execPath, args, (_, out, err) => {
        resolve({ out, err });
      });
    });
  const help = async (folder: string) => {
    const { out, err } = await run([join(folder, "scripts", "labs.mjs"), "pack", "--help"]);
    return out + err;
  };
  const readBundleTime = async () =>
    JSON.parse(await readFile(join(root, "scripts/labs/dist/inputs.json"), "utf8")) as unknown;

  it("is created at the first call and reused by the next", async () => {
    expect(await help(root)).to.match(/^Pack a lab's notebook/);
    const bundleTime = await readBundleTime();
    expect(await help(root)).to.match(/^Pack a lab's notebook/);
    expect(await readBundleTime()).to.deep.equal(bundleTime);
  });

  it("loads no AWS client to list the commands", async () => {
    const watch = join(home, "watch.cjs");
    await writeFile(
      watch,
      'process.on("exit", () => process.stderr.write(`loaded: ${Object.keys(require("node:module")._cache).join(" ")}`));',
    );
    const { out, err } = await run(["--require", watch, join(root, "scripts", "labs.mjs"), "--help"]);
    expect(out).to.include("teardown");
    expect(err).to.match(/^loaded: /);
    expect(err.split(" ").filter((file) => file.includes("@aws-sdk"))).to.deep.equal([]);
  });

  it("is created again when a source has changed", async () => {
    const source = join(root, "scripts/labs/commands/pack.ts");
    await appendFile(source, '\nObject.assign(pack, { does: "Changed." });\n');
    expect(await help(root)).to.match(/^Changed\./);
  });

  it("works for all other labs, and their grader, while a new lab is incomplete, and again once it is complete", async function () {
    skipIf(this, LEFT_TO_CI);
    const written = join(root, "course", "06-half-written");
    await mkdir(join(written, "given"), { recursive: true });
    await writeFile(join(written, "checks.ts"), 'import "./checks/part-1";\n');
    const labs = join(root, "course", "index.ts");
    const text = await readFile(labs, "utf8");
    const entry =
      'createLab("06-half-written", { title: "Half", importGiven: () => import("./06-half-written/given/index") }),';
    await writeFile(labs, text.replace(/\];\s*$/, `${entry}\n];\n`));
    expect(await help(root)).to.include("labs pack");
    await writeFile(join(written, "given", "index.ts"), "export const applyGivens = async (\n");
    expect(await help(root)).to.include("labs pack");

    const listBundled = async () => {
      const { bundleGrader } = (await import(join(root, "grader", "core", "bundle.mjs"))) as typeof grader;
      const { index } = await bundleGrader(root);
      const getChecksPath = (lab: string) => run([join(dirname(index), "course", `${lab}.js`)]);
      return { first: await getChecksPath("01-streaming-ingestion"), half: await getChecksPath("06-half-written") };
    };
    const { first, half } = await listBundled();
    expect(first).to.deep.equal({ out: "", err: "" });
    expect(half.err).to.match(/course\/06-half-written\/checks\.ts:1:\d+: Could not resolve "\.\/checks\/part-1"/);
    await mkdir(join(written, "checks"));
    await writeFile(join(written, "checks", "part-1.ts"), 'console.log("whole");\n');
    expect((await listBundled()).half).to.deep.equal({ out: "whole\n", err: "" });
    await rm(join(written, "checks"), { recursive: true });

    const handedIn = join(home, "class", "anna");
    await mkdir(handedIn, { recursive: true });
    const [lab] = (await import("../../course/index")).labs;
    if (!lab) throw new Error("There is no lab.");
    await cp(join(ROOT, "solutions", `${lab.id}_Solution.ipynb`), join(handedIn, `${lab.id}.ipynb`));
    const grades = join(home, "grades");
    const { err } = await run([join(root, "scripts", "labs.mjs"), "grade", "01", join(home, "class"), "--out", grades]);
    const table = join(grades, "grades.csv");
    // The script, which isn't handed in, has the other 6 points.
    expect(existsSync(table) ? await readFile(table, "utf8") : err).to.match(/^anna,,,graded,21,27,/m);
    await writeFile(labs, text);
  });

  it("is created again after the project was moved", async () => {
    const moved = join(home, "second");
    await cp(root, moved, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
    await help(moved);
    const { root: known } = JSON.parse(await readFile(join(moved, "scripts/labs/dist/inputs.json"), "utf8")) as {
      root: string;
    };
    expect(known).to.equal(moved);
  });
});
