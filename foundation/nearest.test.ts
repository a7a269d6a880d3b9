import { expect } from "chai";
import { mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTemporaryFolder } from "../cloud/testing/temporary-folder";
import { findNearest } from "./nearest";

describe("the search for the nearest file of a name", () => {
  const folder = realpathSync(createTemporaryFolder());
  const sourceFile = join(import.meta.dirname, "nearest.ts");
  const cwd = process.cwd();
  afterEach(() => process.chdir(cwd));

  it("looks in the working folder and its parents, then in the program's folder and its parents", () => {
    const inner = join(folder, "a", "b");
    mkdirSync(inner, { recursive: true });
    for (const path of [folder, join(folder, "a")]) writeFileSync(join(path, "nearest.ts"), "");
    process.chdir(inner);
    expect(findNearest("nearest.ts")).to.equal(join(folder, "a", "nearest.ts"));
    process.chdir(tmpdir());
    expect(findNearest("nearest.ts")).to.equal(sourceFile);
    expect(findNearest(join("foundation", "nearest.ts"))).to.equal(sourceFile);
    expect(findNearest("no such file")).to.equal(undefined);
  });
});
