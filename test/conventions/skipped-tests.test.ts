import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { listProjectFiles } from "../../scripts/project-files";

const ROOT = join(import.meta.dirname, "..", "..");
/** Number of lines before a skip in which its reason may be computed. */
const LINES = 3;

/** The numbers, from 1, of the lines that skip a test without a reason. */
function findBareSkips(text: string): number[] {
  const lines = text.split("\n");
  return lines.flatMap((line, at) =>
    /\.skip\(\)/.test(line) &&
    !lines.slice(Math.max(0, at - LINES), at + 1).some((before) => /\(?skipped: /.test(before))
      ? [at + 1]
      : [],
  );
}

describe("conventions of skipped tests", () => {
  it("give a reason with skipIf or in the test's title", async () => {
    const files = (await listProjectFiles(ROOT)).filter(
      (path) => path.endsWith(".ts") && path !== "test/conventions/skipped-tests.test.ts",
    );
    const bare = files.flatMap((path) =>
      findBareSkips(readFileSync(join(ROOT, path), "utf8")).map((line) => `${path}:${line}`),
    );
    expect(bare).to.deep.equal([]);
    expect(findBareSkips("if (gone)\n  this.skip();")).to.deep.equal([2]);
    expect(findBareSkips('console.log("skipped: no Java");\nthis.skip();')).to.deep.equal([]);
  });
});
