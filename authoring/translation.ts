import { posix } from "node:path";
import { parseDirective, type NotebookWords } from "./folds";
import type { LearnerTexts } from "./learner-texts";
import type { ParsedLab } from "./lab-source";
import { hashText } from "./manifest";
import type { SourceCell, SourceFile } from "./percent";
import { refuse, type Problem } from "./problems";

/** A lab's texts in another language, by the id of the cell, of the words that several cells share, or of another text for learners. */
export interface Translation {
  readonly file: string;
  /** Such as `de`. */
  readonly language: string;
  /** The lab's English texts for learners outside of the notebook. */
  readonly texts?: LearnerTexts;
  readonly entries: ReadonlyMap<string, TranslatedText>;
}

interface TranslatedText {
  /** Identifies the English text that was translated; see `createDigest`. */
  readonly english: string;
  readonly lines: readonly string[];
  /** The line of the entry's header in the file. */
  readonly line: number;
}

const DIGEST_LENGTH = 8;
const ENTRY = /^<!-- (\S+) of (\S+) -->$/;

/**
 * Reads a catalog such as `course/05-resharding/translations/de.txt`: Markdown, in which each text comes after a line
 *
 *     <!-- welcome of 1f0c9a7e -->
 *
 * with the cell's id and the digest of the English text. What comes before the first of these lines is for translators.
 */
export function parseTranslation({ file, text }: SourceFile): Translation {
  const lines = text.split(/\r?\n/);
  const starts = lines.flatMap((line, index) => (ENTRY.test(line) ? [index] : []));
  const entries = starts.map((start, n) => {
    const [, id = "", english = ""] = ENTRY.exec(lines[start] ?? "") ?? [];
    const body = lines.slice(start + 1, starts[n + 1] ?? lines.length).join("\n");
    return [id, { english, lines: body.trim().split("\n"), line: start + 1 }] as const;
  });
  return { file, language: getLanguage(file), entries: new Map(entries) };
}

/** The language of a catalog: `de` of `course/05-resharding/translations/de.txt`. */
export const getLanguage = (file: string): string => posix.basename(file, ".txt");

/** Eight digits that change with the text: they show which entries of a translation are out of date. */
export const createDigest = (lines: readonly string[]): string => hashText(lines.join("\n")).slice(0, DIGEST_LENGTH);

/**
 * Replaces all texts of a lab by their translations. Code cells stay as they are.
 *
 * @param glossary the lines of the English notebook's glossary, which is generated
 * @returns        the lab, and the words that are inserted into several cells
 * @throws CourseError naming each text that has no translation, and each translation that is out of date or lacks
 *   code, a link or a directive of the English text
 */
export function translateLab(
  lab: ParsedLab,
  translation: Translation,
  { glossary, words }: { readonly glossary: readonly string[]; readonly words: NotebookWords },
): { readonly lab: ParsedLab; readonly words: NotebookWords } {
  const english = new Map<string, readonly string[]>([
    ...Object.entries(words).map(([name, text]) => [`words.${name}`, [text]] as const),
    ...listTextLines(translation.texts),
    ...lab.cells
      .filter(({ kind }) => kind === "markdown")
      .map(({ id, lines }) => [id, id === "glossary" ? glossary : lines] as const),
  ]);
  refuse(findTranslationProblems(english, translation));
  const translate = (id: string): readonly string[] => translation.entries.get(id)?.lines ?? [];
  const toTranslated = (cell: SourceCell): SourceCell =>
    cell.kind === "markdown" ? { ...cell, lines: translate(cell.id) } : cell;
  return {
    lab: { ...lab, cells: lab.cells.map(toTranslated) },
    words: { stuck: translate("words.stuck").join("\n") },
  };
}

/**
 * A lab's translated texts outside of its notebook, as the course finds them while a learner works: by the English text.
 *
 * @throws CourseError as `translateLab`
 */
export function translateTexts({ texts = new Map(), entries, file }: Translation): Readonly<Record<string, string>> {
  const used = new Map([...entries].filter(([id]) => texts.has(id)));
  refuse(findTranslationProblems(new Map(listTextLines(texts)), { entries: used, file }));
  return Object.fromEntries(Array.from(used, ([id, { lines }]) => [texts.get(id), lines.join("\n")]));
}

const listTextLines = (texts: LearnerTexts = new Map()): (readonly [string, readonly string[]])[] =>
  Array.from(texts, ([id, text]) => [id, text.split("\n")] as const);

function findTranslationProblems(
  english: ReadonlyMap<string, readonly string[]>,
  { file, entries }: Pick<Translation, "file" | "entries">,
): Problem[] {
  const missing = [...english].flatMap(([id, lines]) =>
    entries.has(id)
      ? []
      : [
          {
            file,
            line: 1,
            says: `There is no translation of \`${id}\`: add \`<!-- ${id} of ${createDigest(lines)} -->\`.`,
          },
        ],
  );
  const wrong = [...entries].flatMap(([id, entry]) => {
    const original = english.get(id);
    const says = original === undefined ? `The lab has no text \`${id}\`.` : findTextProblem(original, entry);
    return says === undefined ? [] : [{ file, line: entry.line, says }];
  });
  return [...missing, ...wrong];
}

function findTextProblem(original: readonly string[], { english, lines }: TranslatedText): string | undefined {
  const digest = createDigest(original);
  if (english !== digest)
    return `The English text has changed since it was translated. Change the translation, then write \`${digest}\` in its header.`;
  for (const [name, list] of Object.entries(PRESERVED)) {
    const actual = list(lines);
    const lost = list(original).find((item) => !actual.includes(item));
    if (lost !== undefined) return `The translation lacks this ${name} of the English text: ${lost}`;
  }
  return undefined;
}

/** What a translation keeps of the English text. Links within the notebook lead to translated headings. */
const PRESERVED: Readonly<Record<string, (lines: readonly string[]) => readonly string[]>> = {
  code: (lines) => Array.from(removeDiagrams(lines).matchAll(/```[^]*?```|`[^`\n]+`/g), ([code]) => code),
  placeholder: (lines) => lines.join("\n").match(/\{\d\}/g) ?? [],
  link: (lines) => Array.from(lines.join("\n").matchAll(/\]\(([^#)][^)]*)\)/g), ([, target = ""]) => target),
  directive: (lines) =>
    lines.flatMap((line) => {
      const directive = parseDirective(line);
      return typeof directive === "object" ? [directive.solution] : (directive ?? []);
    }),
};

const removeDiagrams = (lines: readonly string[]): string => lines.join("\n").replaceAll(/```mermaid[^]*?```/g, "");
