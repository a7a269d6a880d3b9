import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect } from "chai";
import { listProjectFiles } from "../../scripts/project-files";

const ROOT = join(import.meta.dirname, "..", "..");

interface RetiredWord {
  readonly name: string;
  /** The only folder in which the word is retired; if empty, the word is retired everywhere. */
  readonly folder: string;
}

/** The last column of the table of words in docs/changing/style.md: `Name`, or `Name` of `folder`. */
function parseRetiredWords(page: string): RetiredWord[] {
  const section = /^## Words\n(.*)/ms.exec(page)?.[1] ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("| ") && line.includes("`"));
  return rows.flatMap((row) => {
    const last = row.split("|").at(-2) ?? "";
    const folder = / of `([^`]+)`/.exec(last)?.[1] ?? "";
    const names = last.replace(/ of `[^`]+`/, "").matchAll(/`([^`]+)`/g);
    return [...names].map(([, name = ""]) => ({ name, folder }));
  });
}

/** The words that no name contains, from the line above the table. */
function parseRetiredParts(page: string): string[] {
  const line = /^No name .* contains one of these words: (.*)\.$/m.exec(page)?.[1] ?? "";
  return [...line.matchAll(/`(\w+)`/g)].map(([, word = ""]) => word);
}

/** The words that no name of a type, a function or a file contains, from the paragraph below that line. */
function parseVagueWords(page: string): string[] {
  const line = /^No name of a type, a function or a file contains .*: (.*)\. Say what is meant/m.exec(page)?.[1] ?? "";
  return [...line.matchAll(/`(\w+)`/g)].map(([, word = ""]) => word);
}

/** Files whose names aren't checked: cells are written for learners, and mistakes are named in plain English. */
const NAMED_IN_PLAIN_WORDS = /^course\/[^/]+\/(lab|mistakes)\/|^scripts\/new\/lab-templates\.ts$/;

/** Functions of a module: declared, as arrow functions, and as methods of a class. */
const listFunctions = (source: string): string[] =>
  [
    /\bconst (\w+) = (?:async )?(?:<[^=\n]*?>)?(?:\([^\n]*=>|\w+ =>|\($)/gm,
    /^ {2}(?:async |static |get )*#?(\w+)\([^\n]*\{$/gm,
  ].flatMap((pattern) => Array.from(source.matchAll(pattern), ([, name = ""]) => name));

/** Whether a name says too little. `place` may be a verb or follow `in`, and `one` may stand before a noun. */
function isVague(name: string, vague: readonly string[]): boolean {
  const parts = toFileName(name.replace(/(?<=\d)(?=[A-Z])/g, "-")).split(/-+/);
  return parts.some((part, at) => {
    if (!vague.includes(part)) return false;
    if (part === "place") return at > 0 && parts[at - 1] !== "in";
    return part !== "one" || at === parts.length - 1;
  });
}

/** Types, classes and functions that a module declares at its top. */
function listDeclaredNames(source: string): string[] {
  const declarations = source.matchAll(
    /^(?:export )?(?:abstract |async )?(?:class|interface|type|function\*?) (\w+)/gm,
  );
  return [...declarations].map(([, name = ""]) => name);
}

/** Everything that a module declares with a keyword: variables, functions, types and read-only members. */
const listNames = (source: string): string[] =>
  Array.from(
    source.matchAll(/\b(?:const|let|function\*?|class|interface|type|readonly)\s+#?([A-Za-z_]\w*)/g),
    ([, name = ""]) => name,
  );

/** `OnTheWay` as a file is named: `on-the-way`. */
const toFileName = (name: string): string =>
  name.replace(/(?<=[a-z])[A-Z]|(?<=[A-Z])[A-Z](?=[a-z])/g, "-$&").toLowerCase();

/** The retired words that a file uses, as its own name or as the name of a declaration. */
function findRetired(path: string, source: string, retired: readonly RetiredWord[]): string[] {
  const names = listDeclaredNames(source);
  const file = basename(path).replace(/(\.test)?\.tsx?$/, "");
  return retired
    .filter(({ name, folder }) => path.startsWith(folder) && (names.includes(name) || file === toFileName(name)))
    .map(({ name }) => `${path}: ${name}`);
}

describe("retired words", () => {
  const retired = parseRetiredWords(readFileSync(join(ROOT, "docs", "changing", "style.md"), "utf8"));

  it("are listed in docs/changing/style.md, and are found when they come back", () => {
    expect(retired.map(({ name }) => name)).to.include.members(["Theatre", "Ground", "CarryOut"]);
    expect(findRetired("grader/run/x.ts", "export interface Theatre {}", retired)).to.deep.equal([
      "grader/run/x.ts: Theatre",
    ]);
    expect(findRetired("cloud/services/firehose/on-the-way.ts", "", retired)).to.have.lengthOf(1);
    expect(findRetired("src/display/left-out.ts", "function leftOut() {}", retired)).to.deep.equal([]);
  });

  it("are the name of no type, function or file", async () => {
    const files = (await listProjectFiles(ROOT)).filter((path) => /\.tsx?$/.test(path));
    const found = files.flatMap((path) => findRetired(path, readFileSync(join(ROOT, path), "utf8"), retired));
    expect(found).to.deep.equal([]);
  });

  it("are part of no name, if the page says so", async () => {
    const page = readFileSync(join(ROOT, "docs", "changing", "style.md"), "utf8");
    const parts = parseRetiredParts(page);
    expect(parts).to.include("doomed");
    const files = (await listProjectFiles(ROOT)).filter((path) => /\.tsx?$/.test(path));
    const found = files.flatMap((path) =>
      [
        basename(path).replace(/\..*$/, ""),
        ...listNames(readFileSync(join(ROOT, path), "utf8")).map((name) => toFileName(name).replaceAll("_", "-")),
      ]
        .filter((name) => name.split("-").some((word) => parts.includes(word)))
        .map((name) => `${path}: ${name}`),
    );
    expect(found).to.deep.equal([]);
  });

  it("and vague words are part of no type, function or file", async () => {
    const vague = parseVagueWords(readFileSync(join(ROOT, "docs", "changing", "style.md"), "utf8"));
    expect(vague).to.include.members(["own", "place"]);
    for (const name of ["OwnRuns", "getPlace", "gradeOne", "left-calls", "listMade"])
      expect(isVague(name, vague), name).to.equal(true);
    for (const name of ["placeCells", "change-in-place", "toOneLine", "getOwner"])
      expect(isVague(name, vague), name).to.equal(false);
    expect(listFunctions("const gradeOne = async (a: string) => a;\n  #getPlace(): void {\n")).to.have.lengthOf(2);
    const files = (await listProjectFiles(ROOT)).filter(
      (path) => /\.tsx?$/.test(path) && !NAMED_IN_PLAIN_WORDS.test(path),
    );
    const found = files.flatMap((path) => {
      const source = readFileSync(join(ROOT, path), "utf8").replace(/"[^"\n]*"/g, "");
      const names = [basename(path).replace(/\..*$/, ""), ...listDeclaredNames(source), ...listFunctions(source)];
      return names.filter((name) => isVague(name, vague)).map((name) => `${path}: ${name}`);
    });
    expect(found).to.deep.equal([]);
  });
});
