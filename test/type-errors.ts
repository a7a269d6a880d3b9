import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const TSC = join(ROOT, "node_modules", "@native", "typescript", "bin", "tsc");

/**
 * TypeScript's errors in texts, as if they were files of the project. The native compiler reads the types of all packages once, in three
 * seconds of processor time, so it should get all texts in one call.
 *
 * @param texts   by path in the project; each may import the others, and the project's own files
 * @param options TypeScript's options, in addition to the project's
 * @returns       one line for each error: `course/index.ts(3,7): error TS2304: Cannot find name 'lab'.`
 */
export async function findTypeErrors(texts: ReadonlyMap<string, string>, options: object = {}): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "labs-types-"));
  try {
    for (const [path, text] of texts) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"), "dir");
    const config = {
      extends: join(ROOT, "tsconfig.json"),
      // Files that are not in this folder are looked for in the project.
      compilerOptions: { ...options, rootDirs: [folder, ROOT], typeRoots: [join(ROOT, "node_modules", "@types")] },
      include: [],
      files: [...texts.keys()],
    };
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify(config));
    return await findErrors(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function findErrors(folder: string): Promise<string[]> {
  const args = [TSC, "--project", folder, "--noEmit", "--singleThreaded", "--pretty", "false"];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 2 ** 26 }, (error, out, problems) => {
      const found = out.split(/\n(?! )/).filter((line) => line !== "");
      // A compiler that could not run must not count as one without errors, even if it prints no reason.
      if (error && (problems !== "" || found.length === 0)) reject(new Error(problems, { cause: error }));
      else resolve(found);
    });
  });
}
