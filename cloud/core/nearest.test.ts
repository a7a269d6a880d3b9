import { expect } from "chai";
import { mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { temporaryFolder } from "../../test/temporary-folder";
import { nearest } from "./nearest";

describe("the nearest file of a name", () => {
  const folder = realpathSync(temporaryFolder());
  const own = join(import.meta.dirname, "nearest.ts");
  const cwd = process.cwd();
  afterEach(() => process.chdir(cwd));

  it("is that of the working folder or above it, else that of the program's or above", () => {
    const inner = join(folder, "a", "b");
    mkdirSync(inner, { recursive: true });
    for (const place of [folder, join(folder, "a")]) writeFileSync(join(place, "nearest.ts"), "");
    process.chdir(inner);
    expect(nearest("nearest.ts")).to.equal(join(folder, "a", "nearest.ts"));
    process.chdir(tmpdir());
    expect(nearest("nearest.ts")).to.equal(own);
    expect(nearest(join("core", "nearest.ts"))).to.equal(own);
    expect(nearest("no such file")).to.equal(undefined);
  });
});
