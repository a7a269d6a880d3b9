import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Lab } from "../../course/index";
import type { Made } from "../course/index";
import { buildLab, readLab } from "../course/index";
import { Failure } from "./command";

/** Where a release keeps the learner's files as they were handed out, since it holds no source to make them of: path → text. */
export function originalsFile(lab: Lab): string {
  return `course/${lab.id}/original.json`;
}

/**
 * The learner's files of a lab as they were handed out: the notebook first, then the scripts.
 *
 * @throws Failure   if this copy of the course holds neither the lab's source nor its originals
 * @throws CourseError if the source has errors
 */
export async function pristine(root: string, lab: Lab): Promise<readonly Made[]> {
  const originals = join(root, originalsFile(lab));
  if (existsSync(originals)) {
    const texts: Record<string, string> = JSON.parse(await readFile(originals, "utf8"));
    return Object.entries(texts).map(([path, text]) => ({ path, text }));
  }
  if (!existsSync(join(root, "course", lab.id, "lab")))
    throw new Failure(`This copy of the course does not hold course/${lab.id}/lab/.`);
  return buildLab(await readLab(root, lab.id)).learner;
}
