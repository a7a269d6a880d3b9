import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { expect } from "chai";
import { readTitles } from "../conventions/cited-facts";

const ROOT = join(import.meta.dirname, "..", "..");
const readFile = (path: string): string => readFileSync(join(ROOT, path), "utf8");
/** Number of clients that the project promises to run in `npm test`. */
const MIN_TESTED = 10;

const TABLE = /^\| client \|.*\| test \|\n\|[-|]+\n((?:\|.*\n)+)/m;
/** The rows of the page's table that has a column for tests. */
const ROWS = (TABLE.exec(readFile("docs/clients.md"))?.[1] ?? "")
  .trim()
  .split("\n")
  .map((line) => line.replaceAll(/^\| | \|$/g, "").split(" | "))
  .map(([client = "", version = "", , test = ""]) => ({
    // A title has the library's name, without the remark in parentheses and the second library of a row.
    name: client.replaceAll(/`| \(.*| with .*/g, ""),
    version: /^[\d.]+/.exec(version)?.[0] ?? "",
    file: posix.join("docs", /\((.+\.test\.ts)\)/.exec(test)?.[1] ?? ""),
    judge: /`npm run judge -- (.+)`/.exec(test)?.[1],
  }));
const TESTED = ROWS.filter(({ judge }) => judge === undefined);
/** The names and versions of the packages that tests and judges install. */
const INSTALLED = [
  "cloud/data-clients/requirements.txt",
  "cloud/data-clients/packages.txt",
  "cloud/testing/java/pom.xml",
  "judges/dbt/requirements.txt",
].flatMap((path) => readFile(path).split(/[\s<>=@;]+/));

describe("the page docs/clients.md", () => {
  it("names for each client a test that runs without LONG_TESTS, or a judge", async () => {
    expect(TESTED).to.have.length.of.at.least(MIN_TESTED);
    const files = [...new Set(TESTED.map(({ file }) => file))];
    expect(files.filter((file) => !existsSync(join(ROOT, file)) || !file.endsWith(".ts"))).to.deep.equal([]);
    const titles = await readTitles(ROOT, files, { LONG_TESTS: "" });
    const untested = TESTED.filter(
      ({ name, file }) => !titles.some((title) => title.file === file && title.fullTitle.includes(name)),
    );
    expect(untested).to.deep.equal([]);
    const judges = ROWS.flatMap(({ judge }) => judge ?? []);
    expect(judges.filter((name) => !existsSync(join(ROOT, "judges", name)))).to.deep.equal([]);
  });

  it("names the versions that tests and judges install", () => {
    expect(ROWS.filter(({ version }) => !INSTALLED.includes(version))).to.deep.equal([]);
  });
});
