import { readdirSync } from "node:fs";
import { join } from "node:path";
import { isPresent } from "../../grader/core/ignore-missing";

/**
 * The page that JupyterLab shows first: the first lab's notebook.
 *
 * @returns a path in the project; the README if there is no notebook
 */
export function getLandingPage(root: string): string {
  const folder = join(root, "notebooks");
  const first = isPresent(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith(".ipynb"))
        .sort()[0]
    : undefined;
  return first === undefined ? "README.md" : `notebooks/${first}`;
}
