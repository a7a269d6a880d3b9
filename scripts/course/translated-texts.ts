import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { GeneratedFile } from "../../authoring/build-lab";
import { listLanguages, readTranslation } from "../../authoring/read-lab";
import { translateTexts } from "../../authoring/translation";
import { ignoreMissing } from "../../grader/core/ignore-missing";
import { getTextsPath } from "../../src/exercises/learner-texts";

/** The path of the sentences that all labs share, such as the headings of hints, in another language. */
export const getSharedTextsPath = (language: string): string => `authoring/translations/${language}.json`;

/**
 * A lab's hints, quiz and feedback in other languages, with the sentences that all labs share: one file for each language.
 *
 * @throws CourseError naming each text without a translation, and each translation that is out of date
 */
export async function buildTranslatedTexts(root: string, lab: string): Promise<readonly GeneratedFile[]> {
  const files: GeneratedFile[] = [];
  for (const language of await listLanguages(root, lab)) {
    const translation = await readTranslation(root, lab, language);
    if (translation === undefined) continue;
    const shared = await readFile(join(root, getSharedTextsPath(language)), "utf8").catch(ignoreMissing);
    const all = { ...(JSON.parse(shared ?? "{}") as object), ...translateTexts(translation) };
    files.push({ path: getTextsPath(lab, language), text: `${JSON.stringify(all, null, 1)}\n` });
  }
  return files;
}
