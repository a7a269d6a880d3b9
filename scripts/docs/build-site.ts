import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { DOCS } from "../test/judges";

const getSphinxPath = (root: string): string =>
  join(root, DOCS, process.platform === "win32" ? "Scripts" : "bin", "sphinx-build");

/** Why the site cannot be made; undefined if it can. */
export function findSphinxProblem(root: string): string | undefined {
  return existsSync(getSphinxPath(root))
    ? undefined
    : `Sphinx is not in ${DOCS}; \`npm run docs\` installs it, which needs Python 3.11 or newer and a network connection`;
}

/**
 * Builds the documentation site with `docs/site/conf.py`.
 *
 * @param root   the project's folder, with Sphinx installed (`findSphinxProblem`)
 * @param folder the site's folder; its present content is removed
 * @returns whether every page was made without a warning: each link and each anchor leads somewhere; and Sphinx's
 * messages
 */
export async function buildSite(root: string, folder: string): Promise<{ isWhole: boolean; output: string }> {
  await rm(folder, { recursive: true, force: true });
  // -n: every reference is looked up; -W: a warning is a failure; -d: Sphinx's cache is put beside the site, so that it is not
  // published.
  const notes = `${folder}-notes`;
  const args = ["-n", "-W", "--keep-going", "-q", "-c", join(root, "docs", "site"), "-d", notes, root, folder];
  const done = await new Promise<{ isWhole: boolean; output: string }>((resolve) =>
    execFile(getSphinxPath(root), args, { cwd: root }, (error, output, errors) =>
      resolve({ isWhole: error === null, output: `${output}${errors}`.trim() }),
    ),
  );
  await rm(notes, { recursive: true, force: true });
  return done;
}
