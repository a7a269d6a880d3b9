import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { LabSource, SourceScript } from "./lab-source";
import { refuse } from "./problems";

/**
 * Reads a lab's source from `course/<id>/`: `lab.ts`, every file below `scripts/`, and the exercises that `checks.ts`
 * or the files of `checks/` declare.
 *
 * @param root the project's folder
 * @throws CourseError if there is no `lab.ts`
 */
export async function readLab(root: string, id: string): Promise<LabSource> {
  const folder = `course/${id}`;
  const file = `${folder}/lab.ts`;
  if (!existsSync(join(root, file))) refuse([{ file, line: 1, says: "There is no such file, though course/index.ts lists the lab." }]);
  const judged = await judgedIn(join(root, folder));
  return {
    id,
    notebook: { file, text: await readFile(join(root, file), "utf8") },
    scripts: await scriptsIn(root, `${folder}/scripts`),
    ...(judged === undefined ? {} : { judged }),
    exists: (path) => existsSync(join(root, path)),
  };
}

async function scriptsIn(root: string, folder: string): Promise<SourceScript[]> {
  const entries = existsSync(join(root, folder)) ? await readdir(join(root, folder), { recursive: true, withFileTypes: true }) : [];
  const files = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && !entry.name.endsWith(".test.ts"))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1).replaceAll("\\", "/"))
    .sort();
  return Promise.all(files.map(async (file) => ({
    file, path: file.slice(folder.length + 1), text: await readFile(join(root, file), "utf8"),
  })));
}

/** Read, not run: a broken check must not keep a lab from being built. */
async function judgedIn(folder: string): Promise<string[] | undefined> {
  if (!existsSync(join(folder, "checks.ts"))) return undefined;
  const parts = existsSync(join(folder, "checks")) ? (await readdir(join(folder, "checks"))).filter((name) => name.endsWith(".ts")).sort() : [];
  const texts = await Promise.all(["checks.ts", ...parts.map((name) => `checks/${name}`)].map((name) => readFile(join(folder, name), "utf8")));
  return texts.flatMap((text) => [...text.matchAll(/\bexercise\(\s*"([^"]+)"/g)].map(([, id = ""]) => id));
}
