import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

const ROOT = join(import.meta.dirname, "..", "..");
/** A test in the last cell of a table: its file, and its title or a part of it. */
const NAMED_TEST = /`([^`]+\.test\.ts)`: \*([^*]+)\*/g;
const NAMED_TEST_IN = new RegExp(NAMED_TEST.source);
/** The title of a suite or a test, as its file has it. */
const TITLE = /\b(?:describe|it)(?:IfLong|\.skip)?\)?\(\s*(?:"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`)/g;

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

/** Rows without a test; each gives the reason. */
const REASON = /\| No test: \S.*\|$/;

/** The rows of a page's tables, without heads and rules. */
const listRows = (page: string): string[] =>
  page.split("\n").filter((line) => line.startsWith("| ") && !/^\| (Promise|Limit) /.test(line));

const findUnheld = (page: string): string[] =>
  listRows(page).filter((row) => !NAMED_TEST_IN.test(row) && !REASON.test(row));

/** The sentences of promises and limits outside of tables: these sections may only introduce their tables, by links. */
const listLoose = (page: string): string[] =>
  page
    .split(/^## /m)
    .filter((section) => /^(The lab cloud|The grader|Reports|What is not promised|Versions)\n/.test(section))
    .flatMap((section) => section.split("\n").slice(1))
    .filter((line) => line !== "" && !line.startsWith("|") && !line.startsWith("["));

describe("SECURITY.md", () => {
  const page = readFileSync(join(ROOT, "SECURITY.md"), "utf8");

  it("names a test for each promise and limit, or the reason why there is none", () => {
    expect(findUnheld(page)).to.deep.equal([]);
    expect(listLoose(page)).to.deep.equal([]);
    expect(listRows(page).length).to.be.greaterThan(60);
    expect(findUnheld("| It holds | |\n| It holds | No test: |")).to.have.length(2);
    expect(listLoose("## Versions\n\nIt holds.\n")).to.deep.equal(["It holds."]);
  });

  it("names only tests that exist", () => {
    expect(findMissingTests(page)).to.deep.equal([]);
    const removed = "`test/conventions/security.test.ts`: *names nothing of the kind*";
    expect(findMissingTests(removed)).to.deep.equal([removed]);
  });
});

describe("dependencies", () => {
  const readText = (path: string): string => readFileSync(join(ROOT, path), "utf8");
  const listPins = (path: string): string[] =>
    readText(path)
      .split("\n")
      .filter((line) => /^\w/.test(line));

  it("have an exact version, and those of npm and Flink a digest", () => {
    // The border: npm's own files.
    const { dependencies = {}, devDependencies = {} } = JSON.parse(readText("package.json")) as Record<
      string,
      Record<string, string>
    >;
    const EXACT = /^(npm:[@\w/-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/;
    expect(
      Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !EXACT.test(version)),
    ).to.deep.equal([]);
    const { packages } = JSON.parse(readText("package-lock.json")) as {
      packages: Record<string, { integrity?: string; link?: boolean }>;
    };
    const isInstalled = ([path, { link }]: readonly [string, { link?: boolean }]): boolean =>
      path.includes("node_modules/") && link !== true;
    const installed = Object.entries(packages).filter(isInstalled);
    expect(installed.length).to.be.greaterThan(100);
    expect(
      installed.filter(([, { integrity = "" }]) => !/^sha512-/.test(integrity)).map(([path]) => path),
    ).to.deep.equal([]);
    expect(listPins("requirements.txt").filter((line) => !/^[\w.[\]-]+==[\w.]+( ;.*)?$/.test(line))).to.deep.equal([]);
    expect(
      listPins("scripts/setup/flink/requirements.txt").filter((line) => !/==.* --hash=sha256:[0-9a-f]{64}$/.test(line)),
    ).to.deep.equal([]);
    const { sha256 } = JSON.parse(readText("scripts/setup/flink/parts.json")) as { sha256: Record<string, string> };
    expect(Object.keys(sha256)).to.not.be.empty;
    expect(Object.values(sha256).filter((digest) => !/^[0-9a-f]{64}$/.test(digest))).to.deep.equal([]);
  });
});
