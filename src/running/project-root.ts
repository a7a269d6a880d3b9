import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * The folder of the course: the nearest folder, from `from` upwards, that holds both `package.json` and `src/`.
 *
 * @param from where to begin; a notebook runs in the course's folder, a script in `src/cli` or `src/etl`
 * @throws Error if there is none, since then no other file of the course can be found either
 */
export function findProjectRoot(from: string = process.cwd()): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json")) && existsSync(join(folder, "src", "index.ts"))) return folder;
    if (dirname(folder) === folder) throw new Error(`${from} is not inside the course's folder.`);
  }
}
