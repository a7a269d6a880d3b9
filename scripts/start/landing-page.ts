import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/**
 * What JupyterLab shows first: the first lab's notebook.
 *
 * @returns a path in the project; the README where no notebook is to be found
 */
export function landingPage(root: string): string {
  const folder = join(root, "notebooks");
  const first = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith(".ipynb"))
        .sort()[0]
    : undefined;
  return first === undefined ? "README.md" : `notebooks/${first}`;
}
