import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { createTranslate, leaveInEnglish, type Translate, type TranslateFor } from "../core/translate";

/**
 * Reads a lab's translations from `data/translations/` when a submission first needs them.
 *
 * @param root the project's folder
 */
export function createTranslateFor(root: string, lab: string): TranslateFor {
  const opened = new Map<string, Translate>();
  return (language) => {
    if (language === undefined) return leaveInEnglish;
    const translate =
      opened.get(language) ?? openTranslation(join(root, "data", "translations", `${lab}.${language}.json`));
    opened.set(language, translate);
    return translate;
  };
}

function openTranslation(file: string): Translate {
  if (!statSync(file, { throwIfNoEntry: false })) return leaveInEnglish;
  return createTranslate(JSON.parse(readFileSync(file, "utf8")) as Record<string, string>);
}
