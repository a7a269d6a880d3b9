import { expect } from "chai";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { useEmptyFolder } from "../cloud/testing/temporary-folder";
import { installKernel } from "./install";
import { projectRoot } from "./testing/kernel-process";

describe("installKernel", () => {
  const prefix = useEmptyFolder();

  it("writes the kernelspec and a logo where Jupyter looks for them", () => {
    const file = installKernel({ root: projectRoot, prefix });
    expect(path.relative(prefix, file)).to.equal(path.join("share", "jupyter", "kernels", "tslab-labs", "kernel.json"));
    expect(readdirSync(path.dirname(file))).to.have.members(["kernel.json", "logo-svg.svg"]);
    expect(JSON.parse(readFileSync(file, "utf8"))).to.deep.include({
      argv: [process.execPath, path.join(projectRoot, "kernel", "start.mjs"), "{connection_file}"],
      display_name: "TypeScript (labs)",
      language: "typescript",
      interrupt_mode: "message",
      env: { NODE_NO_WARNINGS: "1" },
    });
  });

  it("writes nothing if everything is up to date", () => {
    const folder = path.dirname(installKernel({ root: projectRoot, prefix }));
    const readTimes = (): bigint[] =>
      readdirSync(folder).map((name) => statSync(path.join(folder, name), { bigint: true }).mtimeNs);
    const before = readTimes();
    installKernel({ root: projectRoot, prefix });
    expect(readTimes()).to.deep.equal(before);
  });

  it("writes the files again when the project has moved", () => {
    const file = installKernel({ root: projectRoot, prefix });
    const moved = path.join(prefix, "moved");
    mkdirSync(path.join(moved, "kernel"), { recursive: true });
    copyFileSync(path.join(projectRoot, "kernel", "logo-svg.svg"), path.join(moved, "kernel", "logo-svg.svg"));
    installKernel({ root: moved, prefix });
    expect(JSON.parse(readFileSync(file, "utf8")).argv[1]).to.equal(path.join(moved, "kernel", "start.mjs"));
  });
});
