import { resolve } from "node:path";
import { plainText } from "../plain-text";
import type { FoundClass, Source } from "./found";
import { NoSubmission, submissionsAt, type Here } from "./look-at-path";
import { newestOfEach } from "./newest-of-each";
import type { HandedIn } from "./submission";

/**
 * Finds the submissions at the given paths.
 *
 * A path is a submission itself (a notebook, a script of the lab, a zip, or a folder that holds the lab's notebook or one of its scripts), or a
 * folder or zip of submissions: as Canvas, Moodle or Gradescope export them, or one entry for each submission. Hidden entries are skipped.
 *
 * @param except a folder that is no submission, such as the folder of the reports
 * @returns one item for each submission, with unique ids (a second `anna` becomes `anna-2`), in the order of paths and names
 * @throws NoSubmission if a path does not exist or holds none
 */
export async function findClass(paths: readonly string[], lab: HandedIn, except?: string): Promise<FoundClass> {
  const all: Here[] = [];
  const sources: Source[] = [];
  for (const path of paths) {
    const { here, source } = await submissionsAt(resolve(path), lab, { except, isInner: false });
    if (here.length === 0) throw new NoSubmission(`There is no submission in ${path}.`);
    all.push(...here);
    if (source) sources.push({ ...source, path });
  }
  const { kept, older } = newestOfEach(all);
  const taken = new Set<string>();
  // Only what is read later is kept of each, since it is sent to other processes.
  const found = kept.map(({ name, newest: _newest, lms: _lms, ...one }) => ({ id: uniqueId(name, taken), ...one }));
  return { found, sources, older };
}

/** File systems limit names to 255 bytes; the rest is for a number that makes the name unique. */
const LONGEST_NAME_BYTES = 200;

/** A function that tells whether a letter still fits after the letters before it. */
function fits(): (letter: string) => boolean {
  let bytes = 0;
  return (letter) => (bytes += Buffer.byteLength(letter)) <= LONGEST_NAME_BYTES;
}

function uniqueId(from: string, taken: Set<string>): string {
  const name =
    plainText(from)
      .replace(/[^\p{L}\p{M}\p{N}._ @+-]/gu, "_")
      .replace(/^\.+/, "_")
      // Split by code points, so that no letter is cut in two.
      .match(/./gsu)
      ?.filter(fits())
      .join("") ?? "submission";
  let id = name;
  for (let n = 2; taken.has(id.toLowerCase()); n += 1) id = `${name}-${n}`;
  taken.add(id.toLowerCase());
  return id;
}
