import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { labs } from "../../course/index";
import { buildLab, readGlossary, readLab } from "../../authoring/index";
import { listProjectFiles } from "../../scripts/project-files";
import { RETIRED } from "../retired-phrases";

/** Words that are hard for readers with English as a second language, each with a better word. */
const AVOIDED: readonly (readonly [word: RegExp, instead: string])[] = [
  ...RETIRED,
  [/\bwork(s|ed|ing)? off\b/, "process"],
  [/(?<!in the )\bmeanwhile\b/i, "in the meantime"],
  [/\btakes? it that\b/, "assumes that"],
  [/\bfor granted\b/, "believes"],
  [/\bby heart\b/, "say what is done"],
  [/\bat hand\b/, "there"],
  [/\bhand(s|ed)? (it|them) (on|back)\b|\bhanded (on|back)\b/, "pass on, give back"],
  [/\bpermits?\b/, "allows"],
  [/\bhave a look\b/i, "look"],
  [/\bMind the\b/, "There is"],
  [/\b(whence|thereof|hence|henceforth|albeit|lest|nought|whereupon|thereby)\b/i, "a plain word"],
  [/\b1 (shards|records|objects|messages|bytes|seconds|rows|exercises|stations)\b/, "the singular"],
];

/**
 * Files that learners read as a whole, feedback on mistakes included, and programs whose output is all that
 * learners see.
 */
const READ =
  /^(course\/[^/]+\/(lab|scripts)|src)\/.*\.ts$|^course\/([^/]+\/golden\/.*\.txt|glossary\.json)$|^(README|src\/README|docs\/learners)\.md$/;
const PRINTED =
  /^(kernel|grader\/(reports|judge|engine|merge)|course\/[^/]+\/checks|scripts\/(labs|start|setup))([/.].*)?\.(ts|mjs)$/;
const LEFT_OUT = /\.test\.ts$|\/testing\//;

/** The texts between quotes or backticks in a program. */
function listTexts(file: string, source: string): string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
      texts.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest));
  return texts;
}

/** `word: write … instead`, for each avoided word in a text. */
function findAvoided(text: string): string[] {
  return AVOIDED.flatMap(([word, instead]) => {
    const [found] = word.exec(text) ?? [];
    return found === undefined ? [] : [`"${found}": write "${instead}"`];
  });
}

describe("the words that learners read", () => {
  const root = process.cwd();

  it("are plain in lessons, in code that is read, and in output", async () => {
    const problems = (await listProjectFiles(root))
      .filter((file) => (READ.test(file) || PRINTED.test(file)) && !LEFT_OUT.test(file))
      .flatMap((file) => {
        const source = readFileSync(join(root, file), "utf8");
        const texts = READ.test(file) ? source.split("\n") : listTexts(file, source);
        return texts.flatMap((text) => findAvoided(text).map((problem) => `${file}: ${problem}`));
      });
    expect(problems).to.deep.equal([]);
  });
  it("are found if they aren't plain", () => {
    expect(findAvoided("Each level is drawn by lot.")).to.deep.equal(['"by lot": write "at random"']);
    expect(findAvoided("Waited in vain, and the stream has 1 shards.")).to.have.length(2);
    expect(findAvoided("Each level is chosen at random. In the meantime, wait.")).to.deep.equal([]);
    expect(listTexts("a.ts", "const a = `x ${b} in vain`; // by lot")).to.include(" in vain").and.not.include("by lot");
  });

  for (const { id } of labs) {
    it(`are linked from ${id} to its glossary at their first use, and only there`, async () => {
      const known = await readGlossary(root);
      const [notebook] = buildLab(await readLab(root, id)).learner;
      const { cells } = JSON.parse(notebook?.text ?? "") as {
        cells: { id: string; cell_type: string; source: string[] }[];
      };
      const lessons = cells.filter((cell) => cell.cell_type === "markdown" && cell.id !== "glossary");
      const text = lessons.map(({ source }) => source.join("")).join("\n");
      const linked = [...text.matchAll(/\[([^\]]+)\]\(#Glossary\)/g)].map(([, word = ""]) => word.toLowerCase());
      const glossary = cells.find((cell) => cell.id === "glossary")?.source.join("") ?? "";
      const listed = [...glossary.matchAll(/^\| \*\*(.+?)\*\* \|/gm)].map(([, term = ""]) => term);
      const createForms = (term: string) => {
        const { also = [], only } = known?.find((item) => item.term === term) ?? {};
        return (only ?? [term, ...also]).map((word) => word.toLowerCase());
      };
      expect(
        listed.length,
        `the page of ${id} uses only these words of course/glossary.json: ${listed.join(", ") || "none"}. A lab explains more than 10. Add words that its learners may not know to that file, then run npm run notebooks`,
      ).to.be.greaterThan(10);
      for (const term of listed)
        expect(
          linked.filter((word) => createForms(term).includes(word)),
          `links of "${term}", which the build makes at its first use: write none by hand`,
        ).to.have.length(1);
      // The table of contents links to the glossary itself, too.
      const others = linked.filter(
        (word) => word !== "glossary" && !listed.some((term) => createForms(term).includes(word)),
      );
      expect(others).to.deep.equal([]);
    });
  }
  it("are explained in plain words, once each", async () => {
    const known = (await readGlossary(root)) ?? [];
    expect(known.length).to.be.greaterThan(10);
    expect(new Set(known.map(({ term }) => term)).size).to.equal(known.length);
    for (const { term, means } of known) expect(means, term).to.match(/\.$/);
  });
});
