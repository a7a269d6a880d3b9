import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

const FOLDER = import.meta.dirname;

describe("the catalog of attacks", () => {
  it("names tests that exist", () => {
    const rows = [
      ...readFileSync(join(FOLDER, "README.md"), "utf8").matchAll(/^\| [^|]+ \| `([^`]+)` \| `([^`]+)` \| [^|]+ \|$/gm),
    ];
    const lines = readFileSync(join(FOLDER, "README.md"), "utf8")
      .split("\n")
      .filter((line) => line.startsWith("| ")).length;
    expect(rows.length).to.equal(lines - 2); // the heads of the two tables
    const missing = rows
      .filter(([, file = "", words = ""]) => !readFileSync(join(FOLDER, "..", file), "utf8").includes(words))
      .map(([row]) => row);
    expect(missing).to.deep.equal([]);
  });
});
