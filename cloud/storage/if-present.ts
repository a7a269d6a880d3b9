import { statSync } from "node:fs";

/**
 * Reads a file or folder that may be missing.
 *
 * @returns undefined if there is no such file or folder
 * @throws the operating system's error (EACCES, EIO): what cannot be read is not missing, and must not be replaced
 */
export function readIfPresent<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Whether an error says that a file or folder does not exist. ENOTDIR: a step on the way isn't a folder. */
export const isMissing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");

/** As `existsSync`, which also takes what cannot be looked at (EACCES, EIO) for missing. */
export const isPresent = (path: string): boolean =>
  readIfPresent(() => statSync(path, { throwIfNoEntry: false })) !== undefined;
