import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { findProjectRoot } from "../running/project-root";

/** A sentence in a learner's language, with values in place of `{1}`, `{2}` … */
export type Say = (english: string, ...values: readonly (string | number)[]) => string;

interface NotebookWithSolutions {
  readonly metadata?: { readonly labs?: { readonly solutions?: Readonly<Record<string, string>> } };
}

/** The path of a lab's texts in another language, which `npm run notebooks` generates from `course/<lab>/translations/`. */
export const getTextsPath = (lab: string, language: string): string => `data/translations/${lab}.${language}.json`;

/**
 * The language of a lab's notebook, such as `de`; undefined for English, and if there is no notebook.
 *
 * @param lab such as `05-resharding`
 */
export function readNotebookLanguage(root: string, lab: string): string | undefined {
  const notebook = readIfPresent(join(root, "notebooks", `${lab}.ipynb`));
  // As Jupyter writes the notebook's metadata. A quotation mark within a cell's text has a backslash.
  return /"labs":\s*\{\s*"language":\s*"([a-z]{2,3})"/.exec(notebook ?? "")?.[1];
}

/**
 * The solution of an exercise, as Markdown in the language of its notebook: `npm run notebooks` writes it there.
 * Undefined in a copy for a class.
 */
export function readSolution(root: string, exercise: string): string | undefined {
  const text = readIfPresent(join(root, "notebooks", `${getLabOf(exercise)}.ipynb`));
  try {
    const notebook = JSON.parse(text ?? "{}") as NotebookWithSolutions;
    return notebook.metadata?.labs?.solutions?.[exercise];
  } catch {
    return undefined; // The notebook is damaged: it has no solutions to show.
  }
}

/** A lab's texts in the language of its notebook, by the English text; empty for English. */
export function readTranslatedTexts(root: string, lab: string): Readonly<Record<string, string>> {
  const language = readNotebookLanguage(root, lab);
  const texts = language === undefined ? undefined : readIfPresent(join(root, getTextsPath(lab, language)));
  return JSON.parse(texts ?? "{}") as Record<string, string>;
}

/** Says sentences in the language of a lab's notebook. A sentence without a translation stays in English. */
export function openLearnerTexts(lab: string, root = findProjectRoot()): Say {
  const texts = new Map(Object.entries(readTranslatedTexts(root, lab)));
  return (english, ...values) =>
    (texts.get(english) ?? english).replaceAll(/\{(\d)\}/g, (_name, number) => String(values[Number(number) - 1]));
}

/** The lab of an exercise, a question or a notebook: `05-resharding` of `05-resharding.merge` and `notebooks/05-resharding.ipynb`. */
export const getLabOf = (id: string): string => id.replace("notebooks/", "").replace(/\..*$/, "");

function readIfPresent(file: string): string | undefined {
  return statSync(file, { throwIfNoEntry: false }) ? readFileSync(file, "utf8") : undefined;
}
