import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { ignoreMissing } from "../core/ignore-missing";

/** Reads data that `storeJson` has stored; undefined if there is none. */
export async function readStoredJson<T>(file: string): Promise<T | undefined> {
  const text = await readFile(file, "utf8").catch(ignoreMissing);
  return text === undefined ? undefined : (JSON.parse(text) as T);
}

/** Stores data. It is written to another file and renamed, since several graders may do so at once. */
export async function storeJson(file: string, data: unknown): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.${process.pid}`, JSON.stringify(data));
  await rename(`${file}.${process.pid}`, file);
}

/** A list of texts for each exercise that is the same for every submission, such as the claims that hold for nothing. */
export interface StoredLists {
  /** @param find finds the list, if it is not known yet */
  getOrFind(exercise: string, find: () => Promise<readonly string[]>): Promise<readonly string[]>;
}

/**
 * Stores lists in files, so that each is found once for a lab, a seed and a state of the sources.
 *
 * @param fileOf the file that stores an exercise's list
 */
export function createStoredLists(fileOf: (exercise: string) => string): StoredLists {
  const found = new Map<string, Promise<readonly string[]>>();
  return {
    getOrFind(exercise, find) {
      const known = found.get(exercise) ?? readOr(fileOf(exercise), find);
      found.set(exercise, known);
      // After a failure, such as a run that was stopped, the list is looked for again.
      known.catch(() => found.delete(exercise));
      return known;
    },
  };
}

async function readOr(file: string, find: () => Promise<readonly string[]>): Promise<readonly string[]> {
  const stored = await readStoredJson<readonly string[]>(file);
  if (stored !== undefined) return stored;
  const list = await find();
  await storeJson(file, list);
  return list;
}
