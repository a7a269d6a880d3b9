import { statSync } from "node:fs";

/**
 * For reads of a file that may be missing: `readFile(file, "utf8").catch(ignoreMissing)`.
 *
 * @returns undefined if there is no such file or folder
 * @throws the error, if there may be one that cannot be read: treated as missing, it would be replaced
 */
export function ignoreMissing(error: unknown): undefined {
  // ENOTDIR: a step on the way isn't a folder, so nothing is in it.
  if (error instanceof Error && "code" in error && ["ENOENT", "ENOTDIR"].includes(String(error.code))) return undefined;
  throw error;
}

/** As `existsSync`, which also takes what cannot be looked at (EACCES, EIO) for missing. */
export function isPresent(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    return ignoreMissing(error) ?? false;
  }
}
