import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ICell, INotebookContent } from "@jupyterlab/nbformat";
import { expect } from "chai";
import { buildLab, listTexts, parseTranslation, readLab, readTranslation } from "../authoring/index";
import { createTranslate, translateLine } from "../grader/index";
import { buildTranslatedTexts, getSharedTextsPath } from "../scripts/course/translated-texts";
import { listProjectFiles } from "../scripts/project-files";
import { labs } from "./index";

const ROOT = join(import.meta.dirname, "..");
const TRANSLATIONS = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" }).flatMap((path) => {
  const [, id = "", language = ""] = /^([^/\\]+)[/\\]translations[/\\](\w+)\.txt$/.exec(path) ?? [];
  return id === "" ? [] : [{ id, language }];
});

/** The files with sentences that all labs share. */
const SPEAKS_TO_LEARNERS =
  /^(grader\/(checker|core|engine|judge|merge|reports|run)\/.*|src\/(exercises|learner-cloud|quiz)\/.*|scripts\/labs\/learner-cloud|course\/[^/]+)\.ts$/;

describe("translations of labs", () => {
  it("exist, for labs of the course", () => {
    expect(TRANSLATIONS).to.deep.include({ id: "05-resharding", language: "de" });
    for (const { id } of TRANSLATIONS) expect(labs.map((lab) => lab.id)).to.include(id);
  });

  const build = async (id: string, language: string): Promise<readonly ICell[]> => {
    const translation = await readTranslation(ROOT, id, language);
    const [notebook] = buildLab(await readLab(ROOT, id), { translation }).learner;
    // The border: a notebook that the build has just written.
    return (JSON.parse(notebook?.text ?? "") as INotebookContent).cells;
  };
  const readText = (path: string): string => readFileSync(join(ROOT, path), "utf8");
  const readTexts = (path: string) => JSON.parse(readText(path)) as Record<string, string>;
  const getText = ({ source }: ICell): string => (Array.isArray(source) ? source.join("") : source);
  const isCode = ({ cell_type }: ICell): boolean => cell_type === "code";

  for (const { id, language } of TRANSLATIONS)
    describe(`of ${id} into ${language}`, () => {
      it("has every text in another wording, and the same code, in the same order", async () => {
        const [english, translated] = [await build(id, "en"), await build(id, language)];
        expect(translated.map((cell) => cell.id)).to.deep.equal(english.map((cell) => cell.id));
        expect(translated.filter(isCode)).to.deep.equal(english.filter(isCode));
        for (const [index, cell] of english.entries())
          if (!isCode(cell)) expect(getText(translated[index] ?? cell)).to.not.equal(getText(cell));
      });

      it("has a heading for each link within the notebook, and a line in the glossary for each English one", async () => {
        const [english, translated] = [await build(id, "en"), await build(id, language)];
        const text = translated
          .filter((cell) => !isCode(cell))
          .map(getText)
          .join("\n");
        const headings = Array.from(text.matchAll(/^#+ (.+)$/gm), ([, heading = ""]) => heading.replaceAll(" ", "-"));
        for (const [, target = ""] of text.matchAll(/\]\(#([^)]+)\)/g)) expect(headings).to.include(target);
        const countRows = (cells: readonly ICell[]) =>
          cells.slice(-1).flatMap((cell) => getText(cell).match(/^\| \*\*/gm) ?? []).length;
        expect(countRows(translated)).to.equal(countRows(english));
      });

      it("has the texts outside of the notebook in the file that learners get", async () => {
        for (const { path, text } of await buildTranslatedTexts(ROOT, id)) expect(readText(path), path).to.equal(text);
      });

      it("has a translation of each sentence in the feedback on the lab's mistakes", async () => {
        const translate = createTranslate(readTexts(`data/translations/${id}.${language}.json`));
        const golden = (await listProjectFiles(ROOT))
          .filter((path) => path.startsWith(`course/${id}/golden/`))
          .flatMap((file) =>
            // What AWS answers stays in English.
            readText(file)
              .replaceAll(/(?<=stopped: |stops your code: ).*?(?= The error is in line)/g, "…")
              .split("\n"),
          );
        expect(golden).to.have.length.greaterThan(10);
        const left = [...new Set(golden)].filter((line) => {
          const words = translateLine(line, translate).replaceAll(/`.*`|"[^"]*"/g, "");
          return /(?<![\w-])(the|is|are|of|and|with|your|which|not|it|answers?)(?![\w-])/i.test(words);
        });
        expect(left).to.deep.equal([]);
      });
    });

  it("translate sentences that all labs share, and that the course still says", async () => {
    const files = (await listProjectFiles(ROOT)).filter(
      (path) => SPEAKS_TO_LEARNERS.test(path) && !/(^|\/)testing\/|\.test\.ts$/.test(path),
    );
    const texts = new Set(files.map(readText).flatMap(listTexts));
    for (const language of new Set(TRANSLATIONS.map((translation) => translation.language)))
      for (const english of Object.keys(readTexts(getSharedTextsPath(language))))
        expect(texts.has(english), english).to.equal(true);
  });

  describe("refuse a catalog", () => {
    /** Builds lab 05 with the German catalog after a change. @returns the first problem */
    async function changeCatalog(change: (text: string) => string): Promise<string | undefined> {
      const translation = await readTranslation(ROOT, "05-resharding", "de");
      if (translation === undefined) throw new Error("There is no German catalog.");
      const { file, entries, ...english } = translation;
      const text = Array.from(entries, ([id, { english, lines }]) =>
        [`<!-- ${id} of ${english} -->`, ...lines].join("\n"),
      ).join("\n\n");
      const source = await readLab(ROOT, "05-resharding");
      try {
        buildLab(source, { translation: { ...english, ...parseTranslation({ file, text: change(text) }) } });
        return undefined;
      } catch (error) {
        return (error as Error).message.split("\n")[0];
      }
    }

    for (const [title, change, says] of [
      [
        "without one of the texts",
        (text) => text.replace(/<!-- look-note of [^]*?(?=<!-- )/, ""),
        /no translation of `look-note`/,
      ],
      [
        "with a text that the lab doesn't have",
        (text) => `${text}\n<!-- extra of 0 -->\n`,
        /The lab has no text `extra`\.$/,
      ],
      [
        "made from an older English text",
        (text) => text.replace(/(look-note of )\w+/, "$10"),
        /English text has changed/,
      ],
      [
        "with a hint made from an older English text",
        (text) => text.replace(/(hint\.merge\.1 of )\w+/, "$10"),
        /English text has changed/,
      ],
      [
        "without a sentence of the feedback",
        (text) => text.replace(/<!-- feedback\.merges-two-shards of [^]*?(?=<!-- )/, ""),
        /no translation of `feedback\.merges-two-shards`/,
      ],
      [
        "without a value of a sentence",
        (text) => text.replaceAll("wurde bei {2} %", "wurde %"),
        /lacks this placeholder .*\{2\}$/,
      ],
      [
        "without code that the English text has",
        (text) => text.replaceAll("`HOT_HASH`", "HOT_HASH"),
        /lacks this code .*`HOT_HASH`$/,
      ],
      [
        "without a link that the English text has",
        (text) => text.replaceAll("/key-concepts.html", "/"),
        /lacks this link .*key-concepts\.html$/,
      ],
      [
        "without the solution of an exercise",
        (text) => text.replace("{{solution 05-resharding.merge}}", ""),
        /lacks this directive .*05-resharding\.merge$/,
      ],
    ] as const satisfies readonly (readonly [string, (text: string) => string, RegExp])[])
      it(title, async () => expect(await changeCatalog(change)).to.match(says));

    it("only if something is wrong with it", async () => {
      expect(await changeCatalog((text) => text)).to.equal(undefined);
    });
  });
});
