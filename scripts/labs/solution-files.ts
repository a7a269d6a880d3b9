import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path/posix";
import type { Lab } from "../../course/index";
import {
  relocateImports,
  getSolutionNotebookPath,
  getSolutionScriptPath,
  type GeneratedFile,
} from "../../authoring/index";

/**
 * The files of a lab's solution, each with a path next to the learner's own file where it works:
 * `notebooks/01-…_Solution.ipynb`, `src/etl/consumer_Solution.ts`.
 *
 * `npx labs solution` writes them to these paths, which are also the keys of the solution bucket in a learner's cloud, so
 * that copying the bucket into the project's folder does the same.
 *
 * @returns no files if this copy of the course holds no solutions
 */
export async function buildSolutionFiles(root: string, lab: Lab): Promise<readonly GeneratedFile[]> {
  const notebook = getSolutionNotebookPath(lab.id);
  if (!existsSync(join(root, notebook))) return [];
  const read = (path: string) => readFile(join(root, path), "utf8");
  return [
    { path: `notebooks/${basename(notebook)}`, text: await read(notebook) },
    ...(await Promise.all(
      lab.scripts.map(async (script) => {
        const from = getSolutionScriptPath(script);
        const path = join(dirname(script), basename(from));
        return { path, text: relocateImports(await read(from), { from: dirname(from), to: dirname(path) }) };
      }),
    )),
  ];
}
