import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

const ROOT = join(import.meta.dirname, "..", "..");
/** A test in the last cell of a table: its file, and its title or a part of it. */
const NAMED_TEST = /`([^`]+\.test\.ts)`: \*([^*]+)\*/g;
/** The title of a suite or a test, as its file has it. */
const TITLE = /\b(?:describe|it)(?:\.skip)?\)?\(\s*(?:"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`)/g;

const listTitles = (text: string): string[] =>
  [...text.matchAll(TITLE)].map(([, quoted, template]) => quoted ?? template ?? "");

/** The tests that a page names and that do not exist. */
function findMissingTests(page: string): string[] {
  return [...page.matchAll(NAMED_TEST)]
    .filter(([, file = "", title = ""]) => {
      const path = join(ROOT, file);
      return !existsSync(path) || !listTitles(readFileSync(path, "utf8")).some((item) => item.includes(title));
    })
    .map(([named]) => named);
}

describe("SECURITY.md", () => {
  const page = readFileSync(join(ROOT, "SECURITY.md"), "utf8");

  it("names a test for each promise in its tables", () => {
    const rows = page.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| Promise "));
    expect(rows.filter((row) => [...row.matchAll(NAMED_TEST)].length === 0)).to.deep.equal([]);
    expect(rows.length).to.be.greaterThan(20);
  });

  it("names only tests that exist", () => {
    expect(findMissingTests(page)).to.deep.equal([]);
    const gone = "`test/conventions/security.test.ts`: *names nothing of the kind*";
    expect(findMissingTests(gone)).to.deep.equal([gone]);
  });
});
