import { copyFileSync, renameSync } from "node:fs";
import { isPresent } from "./if-present";

/** The first words of each line about damage: `npm start` searches the cloud's log for them. */
export const DAMAGE = "Damaged data:";

/** The path of the first copy of a damaged file. */
export const findCopyPath = (path: string): string => `${path}.damaged`;

/** Says what to do about a copy of a damaged file. */
export const describeCopy = (copy: string): string =>
  `The file as it was is kept as ${copy}. If you have a backup, stop the lab cloud and put the backup in its place. Otherwise work on, and delete the copy when you accept the loss.`;

/**
 * Copies a damaged file before it is repaired, under a name that no earlier copy has.
 *
 * @returns the copy's path
 * @throws  the operating system's error (ENOSPC): then nothing must be repaired
 */
export function keepDamaged(path: string): string {
  const first = findCopyPath(path);
  let copy = first;
  for (let number = 2; isPresent(copy); number += 1) copy = `${first}-${number}`;
  copyFileSync(path, `${first}.new`);
  renameSync(`${first}.new`, copy);
  return copy;
}
