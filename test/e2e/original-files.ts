import { existsSync, mkdirSync, readFileSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { findNearest } from "../../foundation/nearest";

/**
 * Keeps files as they are now.
 *
 * @returns a function that writes the files back, for the next suite that works in the same clone
 */
export function keepFiles(root: string, paths: readonly string[]): () => void {
  const stored = paths.map((path) => [join(root, path), readFileSync(join(root, path))] as const);
  return () => {
    for (const [path, bytes] of stored) writeFileSync(path, bytes);
  };
}

/**
 * Links the Flink of the project under test into the clone, as if `npx labs flink` had installed it there. If there is none, nothing
 * happens.
 *
 * @returns a function that removes the link
 */
export function linkFlink(root: string): () => void {
  const [cloneFolder, installed] = [join(root, ".labs", "flink"), findNearest(join(".labs", "flink"))];
  if (installed === undefined || existsSync(cloneFolder)) return () => undefined;
  mkdirSync(dirname(cloneFolder), { recursive: true });
  symlinkSync(installed, cloneFolder);
  return () => {
    unlinkSync(cloneFolder);
  };
}
