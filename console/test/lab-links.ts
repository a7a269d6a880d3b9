import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * A link of the labs to the console: JupyterLab leaves an address that begins with a slash as it is, and serves the
 * console under it.
 */
const LINK = /\]\(\/lab-cloud\/console\/#\/([^)]*)\)/g;

/** The cells of a lab's parts, as in the course's source. */
export function readCells(lab: string): readonly string[] {
  const folder = join("course", lab, "lab");
  return readdirSync(folder).flatMap((part) => readFileSync(join(folder, part), "utf8").split(/^\/\/ %% /m));
}

/** The console's pages that a text links to, such as `kinesis/trips`. */
export const findLinks = (text: string): readonly string[] =>
  Array.from(text.matchAll(LINK), ([, location = ""]) => location);
