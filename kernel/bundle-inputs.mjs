import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { replaceFile } from "./replace-file.mjs";

/**
 * Whether a bundle was made in this project, of the sources as they are now. The list has the time and size of each
 * source file: to look at these hundred files is quicker than to look at whole folders, and a learner's edit of another
 * file in the folders makes no bundle stale.
 *
 * @param {string} list the file that {@link noteInputs} wrote
 * @param {string} root absolute path of the project
 */
export function isBundleCurrent(list, root) {
  try {
    /** @type {{ root: string, inputs: Record<string, string> }} */
    const created = JSON.parse(readFileSync(list, "utf8"));
    return (
      created.root === root &&
      Object.entries(created.inputs).every(([file, stamp]) => getStamp(path.join(root, file)) === stamp)
    );
  } catch {
    return false; // There is no list yet, or it is damaged.
  }
}

/**
 * Writes the list of a bundle's source files. Called when the bundle is written completely: where the list is, the
 * bundle is whole.
 *
 * @param {string} list
 * @param {{ readonly root: string, readonly files: readonly string[], readonly beganMs: number }} made
 *   `root` absolute path of the project, `files` by their paths in the project, as esbuild names them; `beganMs` when
 *   making began
 */
export function noteInputs(list, { root, files, beganMs }) {
  const realFiles = files.filter((file) => !file.includes(":")); // without esbuild plugins' modules, such as `labs:x`
  const inputs = Object.fromEntries(realFiles.map((file) => [file, getStamp(path.join(root, file), beganMs)]));
  replaceFile(list, Buffer.from(JSON.stringify({ root, inputs })));
}

/**
 * @param {string} file
 * @param {number} [beganMs] when the build began, epoch ms: a file that was written later may be in the bundle or not
 */
function getStamp(file, beganMs = Infinity) {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) return "absent";
  return found.mtimeMs < beganMs ? `${found.mtimeMs}:${found.size}` : "just written";
}
