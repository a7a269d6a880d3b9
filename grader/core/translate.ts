/** Puts a sentence for learners into their language. What has no translation stays in English. */
export type Translate = (english: string) => string;

/** Finds the translation for the language of a submission's notebook. */
export type TranslateFor = (language: string | undefined) => Translate;

export const leaveInEnglish: Translate = (text) => text;

interface Template {
  /** The texts around the placeholders `{1}`, `{2}` …, which are in this order. */
  readonly literals: readonly string[];
  /** How many letters the literals have: the template with most of them counts. */
  readonly letters: number;
  readonly translation: string;
}

const PLACEHOLDER = /\{\d\}/g;

/**
 * Translates sentences that the checks and the grader have put together, by their parts: a template such as `the range was cut at {1} %`, whose
 * values are translated, too, or several sentences in a row. So the marks and everything that instructors read stay the same in every language.
 *
 * @param texts translations by the English text
 */
export function createTranslate(texts: Readonly<Record<string, string>>): Translate {
  const known = new Map(Object.entries(texts));
  const templates = [...known]
    .filter(([english]) => english.search(PLACEHOLDER) >= 0)
    .map(([english, translation]) => createTemplate(english, translation))
    .sort((a, b) => b.letters - a.letters);

  function translate(text: string): string {
    return known.get(text) ?? fillTemplate(text) ?? translateWithoutPoint(text) ?? translateParts(text) ?? text;
  }

  function fillTemplate(text: string): string | undefined {
    for (const { literals, letters, translation } of templates) {
      const values = readValues(text, literals);
      if (values && (letters >= MIN_LETTERS || values.every((value) => !value.includes(" "))))
        return translation.replaceAll(PLACEHOLDER, (name) => translate(values[Number(name[1]) - 1] ?? ""));
    }
    return undefined;
  }

  function translateWithoutPoint(text: string): string | undefined {
    if (!text.endsWith(".")) return undefined;
    const sentence = translate(text.slice(0, -1));
    return sentence === text.slice(0, -1) ? undefined : `${sentence}.`;
  }

  const isKnown = (text: string): boolean => known.has(text) || known.has(text.replace(/\.$/, ""));

  /** Splits a text where the part before or after is known as it is: trying more would take too long for a text that a learner made up. */
  function translateParts(text: string): string | undefined {
    for (const { 0: separator, index } of text.matchAll(SEPARATOR)) {
      const [before, after] = [text.slice(0, index), text.slice(index + separator.length)];
      if (isKnown(before) || isKnown(after)) return `${translate(before)}${separator}${translate(after)}`;
    }
    return undefined;
  }

  return translate;
}

/** What is between two parts of a line: the end of a sentence, a semicolon, or a colon, as after the title of an exercise. */
const SEPARATOR = /(?<=[.?!…]) |[;:] /g;

/** Shorter templates, such as `{1} of {2}`, take single words as values: they would match sentences that they aren't meant for. */
const MIN_LETTERS = 5;

const createTemplate = (english: string, translation: string): Template => ({
  literals: english.split(PLACEHOLDER),
  letters: english.replaceAll(PLACEHOLDER, "").replaceAll(/[^\p{L}]/gu, "").length,
  translation,
});

/** The values of a template's placeholders in a text, each as short as possible; undefined if the text has another form. */
function readValues(text: string, literals: readonly string[]): readonly string[] | undefined {
  const [first = "", ...others] = literals;
  const last = others.pop() ?? "";
  if (!text.startsWith(first) || !text.endsWith(last)) return undefined;
  const end = text.length - last.length;
  const values: string[] = [];
  let at = first.length;
  for (const literal of others) {
    const next = text.indexOf(literal, at);
    if (next < 0) return undefined;
    values.push(text.slice(at, next));
    at = next + literal.length;
  }
  return at > end ? undefined : [...values, text.slice(at, end)];
}

/** Translates a line of feedback for a terminal: the mark before its text stays. */
export function translateLine(line: string, translate: Translate): string {
  const [, mark = "", text = ""] = /^(\s*(?:[✓◐✗○–⚠?] )?)(.*)$/s.exec(line) ?? [];
  return `${mark}${text === "" ? "" : translate(text)}`;
}
