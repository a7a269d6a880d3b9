import { expect } from "chai";
import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createHash } from "node:crypto";
import { skipIf } from "../../cloud/testing/skip";
import { useEmptyFolder } from "../../cloud/testing/temporary-folder";
import { getVenvBin, findVenvProblem, getVenvPython } from "./venv.mjs";

describe("set-up: checking the Python environment", () => {
  const home = useEmptyFolder();
  const root = join(home, "project");
  const pins = "jupyterlab==4.6.6\n";
  const createPython = (version: string) => {
    writeFileSync(getVenvPython(root), `#!/bin/sh\necho Python ${version}\n`);
    chmodSync(getVenvPython(root), 0o755);
  };
  beforeEach(function () {
    skipIf(this, process.platform === "win32" ? "the stand-in for Python is a shell script" : undefined);
    mkdirSync(getVenvBin(root), { recursive: true });
    writeFileSync(join(root, "requirements.txt"), pins);
    createPython("3.12.1");
    const requirements = createHash("sha256").update(pins).digest("hex");
    writeFileSync(
      join(root, ".venv", "labs-stamp.json"),
      JSON.stringify({ root, requirements, python: "Python 3.12.1" }),
    );
  });

  it("reports nothing after a finished installation", () => expect(findVenvProblem(root)).to.equal(undefined));
  it("reports a missing environment", () => {
    rmSync(join(root, ".venv"), { recursive: true });
    expect(findVenvProblem(root)).to.equal("there is none yet");
  });
  it("reports an installation that was interrupted before the stamp", () => {
    rmSync(join(root, ".venv", "labs-stamp.json"));
    expect(findVenvProblem(root)).to.equal("an earlier installation was not finished");
  });
  it("reports a change of requirements.txt", () => {
    writeFileSync(join(root, "requirements.txt"), "jupyterlab==4.6.7\n");
    expect(findVenvProblem(root)).to.equal("requirements.txt has changed");
  });
  it("reports a system upgrade that removed its Python", () => {
    rmSync(getVenvPython(root));
    expect(findVenvProblem(root)).to.equal("its Python is gone or has changed");
    createPython("3.13.0");
    expect(findVenvProblem(root)).to.equal("its Python is gone or has changed");
  });
  it("reports a project folder that was moved: its programs name the old path", () => {
    const moved = join(home, "moved");
    renameSync(root, moved);
    expect(findVenvProblem(moved)).to.equal("the project's folder has moved");
  });
});
