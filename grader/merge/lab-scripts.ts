import { readdirSync } from "node:fs";
import { join, posix } from "node:path";
import type { Skeleton } from "./skeleton";
import { isPresent } from "../core/ignore-missing";

/**
 * Paths in the project of all scripts that the course hands out. A file at such a path may hold somebody's answers, such as those that an
 * instructor has tried, so no submission is given it.
 *
 * @param root absolute path of the project; a class's copy has no sources of scripts, and gives none
 */
export function listLabScripts(root: string): ReadonlySet<string> {
  const course = join(root, "course");
  const labs = isPresent(course) ? readdirSync(course) : [];
  return new Set(labs.flatMap((lab) => listFilesBelow(join(course, lab, "scripts"))));
}

/** The texts of a lab's scripts as they are handed out, by path in the project. */
export const getHandedOutScripts = ({ scripts }: Skeleton): Readonly<Record<string, string>> =>
  Object.fromEntries(scripts.map(({ id, lines }) => [id, lines.join("\n")]));

function listFilesBelow(folder: string): string[] {
  if (!isPresent(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".ts") && !posix.basename(path).startsWith("."));
}
