import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** The folders that any run depends on, whatever its lab. */
export const SOURCE_FOLDERS = ["athena-sql", "authoring", "cloud", "foundation", "grader", "kernel", "src"];
/** Everything that a run depends on, other than lab, seed and submission. */
const DEPENDS_ON = [...SOURCE_FOLDERS, "package-lock.json"];

interface SourceSelection {
  readonly root: string;
  /** The folder whose `course/` holds the lab. */
  readonly labRoot: string;
  readonly lab: string;
  /**
   * Scripts of the lab, which learners edit: they are left out, since the solution's run does not use them and they
   * change from check to check.
   */
  readonly scripts: readonly string[];
}

/**
 * A hash of all sources that a mark depends on, and of Node's version: the same on each machine with the same sources and Node. Files are
 * read synchronously: awaiting each of a thousand files takes ten times as long.
 *
 * @returns 24 hexadecimal digits
 */
export function digestSources({ root, labRoot, lab, scripts }: SourceSelection, suffix = ""): string {
  const hash = createHash("sha256").update(suffix).update(process.version);
  const scriptPaths = new Set(scripts.map((id) => join(id)));
  for (const path of [...DEPENDS_ON, join(relative(root, labRoot), "course", lab)]) {
    const names = path.endsWith(".json") ? [""] : readdirSync(join(root, path), { recursive: true, encoding: "utf8" });
    const sources = names.filter((name) => (name === "" || isSource(name)) && !scriptPaths.has(join(path, name)));
    for (const name of sources.sort()) hash.update(name).update(readFileSync(join(root, path, name)));
  }
  return hash.digest("hex").slice(0, 24);
}

/** Files in `dist/` are built from the sources, and hold paths and times of this machine. */
const isSource = (name: string): boolean =>
  /\.(ts|mjs|json|py|yaml)$/.test(name) &&
  !/node_modules|(^|[\\/])dist[\\/]|\.test\.ts$|mistakes|_Solution\.|_before-reset-/.test(name);
