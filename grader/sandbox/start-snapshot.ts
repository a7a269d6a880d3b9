import { copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createSnapshotKey, provideSnapshot } from "../../kernel/compile/startup-snapshot";

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
export async function copyStartSnapshot({ root, nodeOptions, folder }: StartOptions): Promise<string | undefined> {
  const program = join(folder, "nothing.cjs");
  const copy = join(folder, "start.blob");
  // Sandboxes with another heap size have a snapshot of their own.
  const prefix = `start${nodeOptions[0]?.replace(/\D+/, "-") ?? ""}-`;
  try {
    await writeFile(program, "");
    const file = join(root, ".labs", "grader", `${prefix}${createSnapshotKey({ program, root, nodeOptions })}.blob`);
    await provideSnapshot({ file, program, args: [], root, nodeOptions }, prefix);
    // A grader of another version may remove the original at any time.
    await copyFile(file, copy);
    return copy;
  } catch {
    // The snapshot only saves time.
    return undefined;
  }
}
