import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { ignoreMissing } from "../core/ignore-missing";
import type { ExerciseResult } from "../reports/results";

const EARNS_NOTHING = "This is true even without an answer, so by itself it earns no points.";

/**
 * A claim such as "never goes back" also holds where nothing happens. Such claims count together with others, but earn nothing by
 * themselves.
 *
 * @param heldByNothing the claims that also hold for an answer that does nothing; asked only if some of the claims hold
 */
export async function removeUnearned(
  result: ExerciseResult,
  heldByNothing: () => Promise<readonly string[]>,
): Promise<ExerciseResult> {
  if (result.status !== "partial") return result;
  const known = new Set(await heldByNothing());
  if (result.claims.some(({ says, holds }) => holds && !known.has(says))) return result;
  return { ...result, score: 0, status: "wrong", remarks: [...(result.remarks ?? []), EARNS_NOTHING] };
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
  const text = await readFile(file, "utf8").catch(ignoreMissing);
  if (text !== undefined) return JSON.parse(text) as readonly string[];
  const list = await find();
  await mkdir(dirname(file), { recursive: true });
  // Written to another file and renamed, since several graders may do so at once.
  await writeFile(`${file}.${process.pid}`, JSON.stringify(list));
  await rename(`${file}.${process.pid}`, file);
  return list;
}
