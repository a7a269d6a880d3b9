import { existsSync, mkdirSync, readFileSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { nearest } from "../../cloud/core/nearest";

/**
 * Keeps files as they are now.
 *
 * @returns writes them back, for the next suite that works in the same clone
 */
export function keptFiles(root: string, paths: readonly string[]): () => void {
  const kept = paths.map((path) => [join(root, path), readFileSync(join(root, path))] as const);
  return () => {
    for (const [path, bytes] of kept) writeFileSync(path, bytes);
  };
}

/**
 * The clone finds the Flink of the project under test, as it would its own after `npx labs flink`. Where there is none, nothing happens.
 *
 * @returns takes it away again
 */
export function linkedFlink(root: string): () => void {
  const [own, installed] = [join(root, ".labs", "flink"), nearest(join(".labs", "flink"))];
  if (installed === undefined || existsSync(own)) return () => undefined;
  mkdirSync(dirname(own), { recursive: true });
  symlinkSync(installed, own);
  return () => {
    unlinkSync(own);
  };
}
