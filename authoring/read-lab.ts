import { existsSync, statSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Term } from "./glossary";
import type { LabSource } from "./lab-source";
import type { SourceFile } from "./percent";
import { readLearnerTexts } from "./learner-texts";
import { refuse } from "./problems";
import { getLanguage, parseTranslation, type Translation } from "./translation";

/**
 * Reads a lab's source from `course/<id>/`: the parts in `lab/`, every file below `scripts/`, and the exercises that `checks.ts`
 * or the files of `checks/` declare, with the words that `course/glossary.json` explains.
 *
 * @param root the project's folder
 * @throws CourseError if there is no part
 */
export async function readLab(root: string, id: string): Promise<LabSource> {
  const folder = `course/${id}`;
  const parts = await readFilesBelow(root, `${folder}/lab`);
  if (parts.length === 0)
    refuse([
      {
        file: `${folder}/lab/01-opening.ts`,
        line: 1,
        says: "course/index.ts lists the lab, but it has neither this file nor another part.",
      },
    ]);
  const scripts = (await readFilesBelow(root, `${folder}/scripts`)).filter(
    ({ file }) => file.endsWith(".ts") && !file.endsWith(".test.ts"),
  );
  const judged = await readJudgedExercises(join(root, folder));
  const glossary = await readGlossary(root);
  return {
    id,
    parts,
    scripts: scripts.map((script) => ({ ...script, path: script.file.slice(`${folder}/scripts/`.length) })),
    ...judged,
    ...(glossary === undefined ? {} : { glossary }),
    hasFile: (path) => existsSync(join(root, path)),
  };
}

/** The languages that a lab is translated into, such as `de`. */
export async function listLanguages(root: string, id: string): Promise<string[]> {
  const files = await readFilesBelow(root, `course/${id}/translations`);
  return files.map(({ file }) => getLanguage(file));
}

/**
 * Reads a lab's texts in another language.
 *
 * @param language such as `de`
 * @returns undefined if the lab isn't translated into it
 */
export async function readTranslation(root: string, id: string, language: string): Promise<Translation | undefined> {
  const files = await readFilesBelow(root, `course/${id}/translations`);
  const file = files.find((item) => getLanguage(item.file) === language);
  return file === undefined ? undefined : { ...parseTranslation(file), texts: await readLearnerTexts(root, id) };
}

/** The words that the course explains. @returns undefined if there is no `course/glossary.json` */
export async function readGlossary(root: string): Promise<readonly Term[] | undefined> {
  const file = join(root, "course", "glossary.json");
  return statSync(file, { throwIfNoEntry: false })
    ? (JSON.parse(await readFile(file, "utf8")) as readonly Term[])
    : undefined;
}

/** The files below a folder, sorted by name; without hidden files, which editors and the system make. */
async function readFilesBelow(root: string, folder: string): Promise<SourceFile[]> {
  const entries = statSync(join(root, folder), { throwIfNoEntry: false })
    ? await readdir(join(root, folder), { recursive: true, withFileTypes: true })
    : [];
  const files = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll("\\", "/"),
    )
    .sort();
  return Promise.all(files.map(async (file) => ({ file, text: await readFile(join(root, file), "utf8") })));
}

/** An exercise's declaration, with its title if that is written out. */
const DECLARATION = /\bexercise\(\s*"(?<id>[^"]+)"(?:,\s*\{[^{}]*?\btitle:\s*(?<title>"(?:[^"\\\n]|\\.)*"))?/g;

/**
 * The exercises with checks. The files are searched, not run: a broken check must not prevent a lab's build.
 *
 * @returns nothing if the lab has no `checks.ts`
 */
async function readJudgedExercises(folder: string): Promise<Pick<LabSource, "judged" | "titles">> {
  if (!statSync(join(folder, "checks.ts"), { throwIfNoEntry: false })) return {};
  const parts = statSync(join(folder, "checks"), { throwIfNoEntry: false })
    ? (await readdir(join(folder, "checks"))).filter((name) => name.endsWith(".ts")).sort()
    : [];
  const texts = await Promise.all(
    ["checks.ts", ...parts.map((name) => `checks/${name}`)].map((name) => readFile(join(folder, name), "utf8")),
  );
  const found = texts.flatMap((text) => [...text.matchAll(DECLARATION)].map(({ groups = {} }) => groups));
  const titles = found.flatMap(({ id = "", title }) =>
    title === undefined ? [] : [[id, JSON.parse(title) as string] as const],
  );
  return { judged: found.map(({ id = "" }) => id), titles: Object.fromEntries(titles) };
}
