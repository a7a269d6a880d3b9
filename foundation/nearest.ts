import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Looks for a file or folder in the working folder and its parents, then in this program's folder and its parents.
 *
 * @param path relative
 */
export function findNearest(path: string): string | undefined {
  for (const start of [process.cwd(), dirname(fileURLToPath(import.meta.url))]) {
    const found = listFoldersUpFrom(start)
      .map((folder) => join(folder, path))
      .find((path) => existsSync(path));
    if (found !== undefined) return found;
  }
  return undefined;
}

function listFoldersUpFrom(folder: string): readonly string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...listFoldersUpFrom(above)];
}
