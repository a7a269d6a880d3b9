import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { GeneratedFile } from "../../authoring/build-lab";
import { hashText, getState, type Manifest } from "../../authoring/manifest";

const execute = promisify(execFile);

/** The problem with one generated file that differs from what its source generates. */
interface Finding {
  readonly path: string;
  /** `out of date`: generate again and commit. `edited here`: a learner's own work, which is no fault of the repository. */
  readonly state: "out of date" | "edited here";
}

/**
 * Compares generated files with what their source makes now.
 *
 * What counts is what is committed: a notebook that somebody works on in this folder is named, but not out of date. In a copy
 * without git, what was edited is taken for such work.
 */
export async function checkGenerated(
  root: string,
  files: readonly GeneratedFile[],
  manifest: Manifest,
): Promise<Finding[]> {
  const findings = await Promise.all(
    files.map(async ({ path, text }): Promise<Finding[]> => {
      if (manifest.get(path) !== hashText(text)) return [{ path, state: "out of date" }];
      if ((await getState(root, path, manifest)) === "as generated") return [];
      const isOwnWork = !existsSync(join(root, ".git")) || (await readCommittedHash(root, path)) === hashText(text);
      return [{ path, state: isOwnWork ? "edited here" : "out of date" }];
    }),
  );
  return findings.flat();
}

/** The hash of a file as it was last committed; undefined if it never was. */
async function readCommittedHash(root: string, path: string): Promise<string | undefined> {
  try {
    const { stdout } = await execute("git", ["show", `HEAD:./${path}`], { cwd: root, maxBuffer: 64 * 2 ** 20 });
    return hashText(stdout);
  } catch {
    return undefined;
  }
}
