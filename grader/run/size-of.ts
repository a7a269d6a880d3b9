import { lstatSync, readdirSync } from "node:fs";
import type { Dirent } from "node:fs";
import { join } from "node:path";

/** What an entry takes of the kernel's memory, though it may be empty. */
const ENTRY_BYTES = 1024;

/** The bytes of all files in a folder and of their names, as far as they are there while it is looked at. In one go: to wait for each file takes longer than to look at all. */
export function sizeOf(folder: string): number {
  return entriesOf(folder).reduce((sum, entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sum + ENTRY_BYTES + sizeOf(path);
    return sum + ENTRY_BYTES + (entry.isFile() ? (lstatSync(path, { throwIfNoEntry: false })?.size ?? 0) : 0);
  }, 0);
}

/** One folder that is removed meanwhile must not hide the others. */
function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
