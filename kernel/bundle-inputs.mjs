import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { replaceFile } from "./replace-file.mjs";

/**
 * Whether a bundle was made here, of the sources as they are now. Each file that it was made of is known by its time and size: a hundred
 * of them are looked at sooner than all that their folders hold, and what a learner edits beside them makes no bundle old.
 *
 * @param {string} list the file that {@link noteInputs} wrote
 * @param {string} root absolute path of the project
 */
export function isMadeOf(list, root) {
  try {
    /** @type {{ root: string, inputs: Record<string, string> }} */
    const made = JSON.parse(readFileSync(list, "utf8"));
    return (
      made.root === root &&
      Object.entries(made.inputs).every(([file, stamp]) => stampOf(path.join(root, file)) === stamp)
    );
  } catch {
    return false; // None yet, or damaged.
  }
}

/**
 * Notes what a bundle is made of. Called when all of it is written: the list tells that it is there.
 *
 * @param {string} list
 * @param {{ readonly root: string, readonly files: readonly string[], readonly beganMs: number }} made
 *   `root` absolute path of the project, `files` by their paths in it, as esbuild names them; `beganMs` when making began
 */
export function noteInputs(list, { root, files, beganMs }) {
  const own = files.filter((file) => !file.includes(":")); // the others are what plugins made
  const inputs = Object.fromEntries(own.map((file) => [file, stampOf(path.join(root, file), beganMs)]));
  replaceFile(list, Buffer.from(JSON.stringify({ root, inputs })));
}

/**
 * @param {string} file
 * @param {number} [beganMs] what was written from then on may be in the bundle or not
 */
function stampOf(file, beganMs = Infinity) {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) return "absent";
  return found.mtimeMs < beganMs ? `${found.mtimeMs}:${found.size}` : "just written";
}
