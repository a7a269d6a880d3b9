import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { GeneratedFile } from "../../authoring/build-lab";
import { hashText, getState, type Manifest } from "../../authoring/manifest";
import { ignoreMissing } from "../../grader/core/ignore-missing";

/** The outcome for one file; `kept`: it was edited since it was generated, and left alone. */
interface WriteResult {
  readonly path: string;
  readonly outcome: "unchanged" | "written" | "kept";
}

/**
 * Writes generated files, except for those that somebody has edited since.
 *
 * @param options `force` overwrites these, too
 * @returns       what became of each, and the manifest as it is afterward: a kept file keeps its old entry
 */
export async function writeGenerated(
  root: string,
  created: readonly GeneratedFile[],
  { manifest, force }: { readonly manifest: Manifest; readonly force: boolean },
): Promise<{ files: WriteResult[]; manifest: Manifest }> {
  const after = new Map(manifest);
  const files: WriteResult[] = [];
  for (const { path, text } of created) {
    const file = join(root, path);
    const before = await readFile(file, "utf8").catch(ignoreMissing);
    const same = before !== undefined && hashText(before) === hashText(text);
    if (!same && !force && (await getState(root, path, manifest)) === "edited") {
      files.push({ path, outcome: "kept" });
      continue;
    }
    if (!same) {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
    after.set(path, hashText(text));
    files.push({ path, outcome: same ? "unchanged" : "written" });
  }
  return { files, manifest: after };
}
