import { resolve } from "node:path";
import { toPlainText } from "../core/plain-text";
import type { FoundClass, Source } from "./found-submissions";
import { MissingSubmission, findSubmissions, type LocatedSubmission } from "./look-at-path";
import { selectNewestPerLearner } from "./select-newest-per-learner";
import type { SubmittedPaths } from "./submission";

/** How paths are understood. */
interface PathOptions {
  /** A folder that isn't a submission, such as the folder of the reports. */
  readonly except?: string;
  /** Each zip may hold the submissions of a class, also where there are several paths. */
  readonly exports?: boolean;
}

/**
 * Finds the submissions at the given paths.
 *
 * A path is a submission itself (a notebook, a script of the lab, a zip, or a folder that holds the lab's notebook or one of its scripts), or a
 * folder or zip of submissions: as Canvas, Moodle or Gradescope export them, or one entry for each submission. Hidden entries are skipped.
 *
 * Among several paths a zip is one submission, whatever is in it: a learner who has written it could otherwise hand in for others. Only if
 * all paths are exports of a platform, or `exports` says so, each is a class.
 *
 * @returns one item for each submission, with unique ids (a second `anna` of a path becomes `anna-2`), in the order of paths and names
 * @throws MissingSubmission if a path does not exist or holds none, or if two paths hold submissions of one id
 */
export async function findClass(
  paths: readonly string[],
  lab: SubmittedPaths,
  { except, exports = false }: PathOptions = {},
): Promise<FoundClass> {
  const all: (LocatedSubmission & { readonly given: string })[] = [];
  const sources: Source[] = [];
  const looked = await Promise.all(
    paths.map(async (path) => ({ path, ...(await findSubmissions(resolve(path), lab, { except, isInner: false })) })),
  );
  const areClasses = exports || paths.length === 1 || looked.every(({ source }) => source?.lms !== undefined);
  for (const { path, here, source, zip } of looked) {
    if (here.length === 0) throw new MissingSubmission(`There is no submission in ${path}.`);
    const isOne = zip !== undefined && !areClasses;
    all.push(...(isOne ? [zip] : here).map((submission) => ({ ...submission, given: path })));
    if (source) sources.push({ ...source, path, ...(isOne ? { asOne: here.map(({ name }) => name) } : {}) });
  }
  const { newest, older } = selectNewestPerLearner(all);
  assertIdsDiffer(newest);
  const taken = new Set<string>();
  const pathById = new Map<string, string>();
  const found = newest.map(({ name, newest: _newest, lms: _lms, given: path, ...rest }) => {
    const id = createUniqueId(name, taken);
    pathById.set(id, path);
    // Only the parts that are read later are kept, since they are sent to other processes.
    return { id, ...rest };
  });
  return { found, sources, older, pathById };
}

/** @throws MissingSubmission if submissions of two paths would have the same id: nobody could tell whose marks are whose */
function assertIdsDiffer(all: readonly (LocatedSubmission & { readonly given: string })[]): void {
  const first = new Map<string, string>();
  for (const { name, given: input } of all) {
    const id = createUniqueId(name, new Set());
    const other = first.get(id.toLowerCase()) ?? input;
    first.set(id.toLowerCase(), other);
    if (other !== input)
      throw new MissingSubmission(
        `Both ${other} and ${input} hold a submission with the id "${id}", so nothing was graded. Rename or omit one of them.`,
      );
  }
}

/** File systems limit names to 255 bytes; the rest is for a number that makes the name unique. */
const MAX_NAME_BYTES = 200;

/** A function that tells whether a letter still fits after the letters before it. */
function createFitCheck(): (letter: string) => boolean {
  let bytes = 0;
  return (letter) => (bytes += Buffer.byteLength(letter)) <= MAX_NAME_BYTES;
}

function createUniqueId(from: string, taken: Set<string>): string {
  const name =
    toPlainText(from)
      .replace(/[^\p{L}\p{M}\p{N}._ @+-]/gu, "_")
      .replace(/^\.+/, "_")
      // Split by code points, so that no letter is cut in two.
      .match(/./gsu)
      ?.filter(createFitCheck())
      .join("") ?? "submission";
  let id = name;
  for (let n = 2; taken.has(id.toLowerCase()); n += 1) id = `${name}-${n}`;
  taken.add(id.toLowerCase());
  return id;
}
