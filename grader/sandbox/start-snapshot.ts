import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createSnapshotKey, provideSnapshot } from "../../kernel/compile/startup-snapshot";
import { addHeap } from "../compile/snapshot";
import { copyIfPossible } from "./code-cache/code-cache";

export interface StartOptions {
  /** Absolute path of the project. */
  readonly root: string;
  /** Options of Node for sandboxes: Node refuses a snapshot that was made with other options. */
  readonly nodeOptions: readonly string[];
  /** A folder for this grader's own files. */
  readonly folder: string;
}

/**
 * Copies a startup snapshot of Node that holds no program. Node brings compiled code of its own modules, but V8 refuses that code under
 * another size of the heap, and compiles the modules at each start. A snapshot brings code that fits. The original is written by the
 * trusted side alone, before any code of a submission runs; a sandbox sees the copy, read-only.
 *
 * @returns the copy; undefined if none can be made, such as in a read-only folder: sandboxes then start more slowly
 */
export const copyStartSnapshot = ({ root, nodeOptions, folder }: StartOptions): Promise<string | undefined> =>
  copyIfPossible(
    async () => {
      const program = join(folder, "nothing.cjs");
      await writeFile(program, "");
      const prefix = `${addHeap("start", nodeOptions)}-`;
      const file = join(root, ".labs", "grader", `${prefix}${createSnapshotKey({ program, root, nodeOptions })}.blob`);
      await provideSnapshot({ file, program, args: [], root, nodeOptions }, prefix);
      return file;
    },
    join(folder, "start.blob"),
  );
