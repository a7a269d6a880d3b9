import { expect } from "chai";
import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createHash } from "node:crypto";
import { skipIf } from "../../test/skip";
import { useEmptyFolder } from "../../test/temporary-folder";
import { venvBin, venvProblem, venvPython } from "./venv.mjs";

describe("set-up: what is wrong with the Python environment", () => {
  const home = useEmptyFolder();
  const root = join(home, "project");
  const pins = "jupyterlab==4.6.6\n";
  const python = (version: string) => {
    writeFileSync(venvPython(root), `#!/bin/sh\necho Python ${version}\n`);
    chmodSync(venvPython(root), 0o755);
  };
  beforeEach(function () {
    skipIf(this, process.platform === "win32" ? "the stand-in for Python is a shell script" : undefined);
    mkdirSync(venvBin(root), { recursive: true });
    writeFileSync(join(root, "requirements.txt"), pins);
    python("3.12.1");
    const requirements = createHash("sha256").update(pins).digest("hex");
    writeFileSync(
      join(root, ".venv", "labs-stamp.json"),
      JSON.stringify({ root, requirements, python: "Python 3.12.1" }),
    );
  });

  it("is nothing after a finished install", () => expect(venvProblem(root)).to.equal(undefined));
  it("is that there is none", () => {
    rmSync(join(root, ".venv"), { recursive: true });
    expect(venvProblem(root)).to.equal("there is none yet");
  });
  it("is an install that was cut short, before the stamp", () => {
    rmSync(join(root, ".venv", "labs-stamp.json"));
    expect(venvProblem(root)).to.equal("an earlier install was not finished");
  });
  it("is a change of requirements.txt", () => {
    writeFileSync(join(root, "requirements.txt"), "jupyterlab==4.6.7\n");
    expect(venvProblem(root)).to.equal("requirements.txt has changed");
  });
  it("is a system upgrade that took its Python away", () => {
    rmSync(venvPython(root));
    expect(venvProblem(root)).to.equal("its Python is gone or has changed");
    python("3.13.0");
    expect(venvProblem(root)).to.equal("its Python is gone or has changed");
  });
  it("is a project folder that was moved: its programs name the old place", () => {
    const moved = join(home, "moved");
    renameSync(root, moved);
    expect(venvProblem(moved)).to.equal("the project's folder has moved");
  });
});
