import path from "node:path";
import { COMPILER_OPTIONS, createSnapshotKey, type StartupSnapshot } from "./startup-snapshot";

/** The beginning of a snapshot's name. */
export const PREFIX = "compiler-";

/**
 * The snapshot that the kernel's compiler starts from, in the project's `.labs/kernel`; it may be missing. It holds what TypeScript has read
 * of packages and `src/`; files of `src/` that have changed since are read again.
 *
 * @param root    absolute path of the project
 * @param program `compiler-snapshot.js` of the kernel's bundle
 * @throws the file system's error where no snapshot can be made: no program, no `package-lock.json` or no `src/`
 */
export function createKernelSnapshot(root: string, program: string): StartupSnapshot {
  const snapshot = { program, root, args: [root], nodeOptions: COMPILER_OPTIONS };
  const file = path.join(root, ".labs", "kernel", `${PREFIX}${createSnapshotKey(snapshot)}.blob`);
  return { ...snapshot, file };
}
