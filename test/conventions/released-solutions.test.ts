import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { readFile, symlink } from "node:fs/promises";
import { join, posix } from "node:path";
import { expect } from "chai";
import { labs } from "../../course/index";
import { listImportedPaths } from "../../authoring/index";
import { formatRecordedLab, getRecordingPath, type RecordedLab } from "../../grader/index";
import { checkTextFor, listCheckFiles } from "../../scripts/labs/release/check-files";
import { isForAClass } from "../../scripts/labs/release/class-copy-files";
import { writeRelease } from "../../scripts/labs/release/write-release";
import { listProjectFiles } from "../../scripts/project-files";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { decodeText, findSecrets, listSecrets, readDecoded, type CopiedFile, type Secret } from "./solution-search";

const ROOT = join(import.meta.dirname, "..", "..");

describe("the course for a class, without checks", () => {
  const out = createTemporaryFolder();
  let paths: readonly string[];
  before(async () => {
    await writeRelease(ROOT, labs, { out, checks: false });
    paths = await listProjectFiles(out);
    await symlink(join(ROOT, "node_modules"), join(out, "node_modules"), "dir");
  });

  it("imports no excluded file, and runs its commands", async () => {
    for (const { notebook } of labs) expect(await readFile(join(out, notebook), "utf8")).not.to.match(/\bcheck\(/);
    const files = paths.filter((path) => path.endsWith(".ts"));
    const isThere = (path: string) =>
      [path, `${path}.ts`, `${path}.tsx`, `${path}.d.mts`].some((name) => existsSync(join(out, name)));
    const missing = files.map((path) =>
      listImportedPaths(readFileSync(join(out, path), "utf8"), posix.dirname(path)).filter(
        (expected) => !isThere(expected.path),
      ),
    );
    expect(missing.flat()).to.deep.equal([]);
    const output = execFileSync(process.execPath, ["scripts/labs.mjs"], { cwd: out, encoding: "utf8" });
    expect(output)
      .to.contain("review")
      .and.not.match(/^ +(labs )?check\b/m);
  });

  it("has, with checks, every file that the checks of all labs import", async () => {
    const checks = (await Promise.all(labs.map(({ id }) => listCheckFiles(ROOT, id)))).flat();
    const isCopied = (path: string) =>
      [path, `${path}.ts`].some((name) => checks.includes(name) || isForAClass(name, { checks: true }));
    const missing = checks.flatMap((path) =>
      listImportedPaths(readFileSync(join(ROOT, path), "utf8"), posix.dirname(path)).filter(
        (imported) => !isCopied(imported.path),
      ),
    );
    expect(missing).to.deep.equal([]);
  });

  describe("the search for solutions in a class's copy of all labs", () => {
    let copied: CopiedFile[];
    let solutions: CopiedFile[];
    let secrets: Secret[];
    before(async () => {
      copied = await readDecoded(out, paths);
      const inFolder = (await listProjectFiles(ROOT)).filter((path) => path.startsWith("solutions/"));
      // A template within a template has its own escapes.
      solutions = (await readDecoded(ROOT, inFolder)).map(({ path, text }) => ({
        path,
        text: text + text.replaceAll("\\$", "$"),
      }));
      secrets = await listSecrets(ROOT, copied);
    });

    it("finds every line, query and right letter in the folder of solutions", () => {
      expect(secrets.length).to.be.greaterThan(400);
      expect(secrets.filter((secret) => findSecrets([secret], solutions).length === 0)).to.deep.equal([]);
    });

    it("finds none of them in the copy", () => {
      expect(findSecrets(secrets, copied)).to.deep.equal([]);
    });

    it("finds none of them in the checks that a copy with checks adds", async () => {
      const checks: CopiedFile[] = [];
      for (const { id } of labs)
        for (const path of await listCheckFiles(ROOT, id))
          checks.push({ path, text: decodeText(await checkTextFor(ROOT, path)) });
      expect(findSecrets(secrets, checks)).to.deep.equal([]);
    });

    it("finds none of them in a recording, even if the solution's run left all of them", () => {
      // The border: a run with all solutions. The test of a copy with checks reads real recordings.
      const runs = { all: solutions } as unknown as RecordedLab["runs"];
      const skeleton = { cells: [], scripts: [] } as unknown as RecordedLab["skeleton"];
      const read = (text: string): CopiedFile[] => [{ path: getRecordingPath("some-lab"), text: decodeText(text) }];
      expect(findSecrets(secrets, read(JSON.stringify(runs)))).to.have.length(secrets.length);
      expect(findSecrets(secrets, read(formatRecordedLab("some-lab", { seed: 1, skeleton, runs })))).to.deep.equal([]);
    });
  });
});
