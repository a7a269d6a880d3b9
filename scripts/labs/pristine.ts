import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Lab } from "../../course/index";
import { buildLab, readLab, readTranslation, type GeneratedFile } from "../../authoring/index";
import { Failure } from "./command";
import { ignoreMissing } from "../../grader/core/ignore-missing";

/**
 * The file in which a release keeps the learner's files as they were handed out (path → text), since it has no source
 * to build them from.
 */
export function getOriginalsFile(lab: Lab): string {
  return `course/${lab.id}/original.json`;
}

/**
 * The learner's files of a lab as they were handed out: the notebook first, then the scripts.
 *
 * They are made from the lab's source, and kept in `.labs/pristine/` until the source changes.
 *
 * @param language of the notebook's texts, such as `de`
 * @throws Failure   if this copy of the course holds neither the lab's source nor its originals, or not that language
 * @throws CourseError if the source has errors
 */
export async function restorePristine(root: string, lab: Lab, language = "en"): Promise<readonly GeneratedFile[]> {
  if (language !== "en") {
    const translation = await readTranslation(root, lab.id, language);
    if (translation === undefined) throw new Failure(await describeLanguages(root, lab, language));
    return buildLab(await readLab(root, lab.id), { translation }).learner;
  }
  const originals = await readGenerated(join(root, getOriginalsFile(lab)));
  if (originals) return originals;
  if (!existsSync(join(root, "course", lab.id, "lab")))
    throw new Failure(`This copy of the course doesn't contain course/${lab.id}/lab/.`);
  const file = join(root, ".labs", "pristine", `${lab.id}-${await createStamp(root, lab)}.json`);
  const files = await readGenerated(file).catch(() => undefined); // made again below, if it is cut off
  if (files) return files;
  const { learner } = buildLab(await readLab(root, lab.id));
  // If the folder cannot be written to, the files are made again next time.
  await keep(file, lab, learner).catch(() => undefined);
  return learner;
}

async function describeLanguages(root: string, { id }: Lab, requested: string): Promise<string> {
  const names = (await readdir(join(root, "course", id, "translations")).catch(ignoreMissing)) ?? [];
  const languages = ["en", ...names.map((name) => name.replace(/\.txt$/, ""))];
  return `Lab ${id} isn't available in the language "${requested}" here. It is in: ${languages.join(", ")}.`;
}

async function readGenerated(file: string): Promise<readonly GeneratedFile[] | undefined> {
  const text = await readFile(file, "utf8").catch(ignoreMissing);
  if (text === undefined) return undefined;
  const texts: Record<string, string> = JSON.parse(text);
  return Object.entries(texts).map(([path, text]) => ({ path, text }));
}

/** Names, times and sizes of all sources of the files, and of the programs that make them. */
async function createStamp(root: string, { id }: Lab): Promise<string> {
  const hash = createHash("sha256").update(root);
  for (const folder of [`course/${id}`, "authoring"].filter((item) => existsSync(join(root, item)))) {
    const names = await readdir(join(root, folder), { recursive: true });
    const stamps = names
      .filter((name) => !/^(golden|mistakes)|\.test\.ts$/.test(name))
      .sort()
      .map(async (name) => {
        const { mtimeMs, size } = await stat(join(root, folder, name));
        return `${folder}/${name} ${mtimeMs} ${size}\n`;
      });
    hash.update((await Promise.all(stamps)).join(""));
  }
  return hash.digest("hex").slice(0, 24);
}

/**
 * Written to another file and renamed, since several commands may do so at once. Files made from an older source are
 * removed.
 */
async function keep(file: string, { id }: Lab, files: readonly GeneratedFile[]): Promise<void> {
  const folder = dirname(file);
  await mkdir(folder, { recursive: true });
  const old = (await readdir(folder)).filter((name) => name.startsWith(`${id}-`));
  await writeFile(
    `${file}.${process.pid}`,
    JSON.stringify(Object.fromEntries(files.map((file) => [file.path, file.text]))),
  );
  await rename(`${file}.${process.pid}`, file);
  await Promise.all(old.map((name) => rm(join(folder, name), { force: true })));
}
