import { createRequire } from "node:module";
import path from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { NotebookCompiler } from "../compile/compiler-process";

/**
 * Does the work in advance for which the first cell would wait: the compiler type-checks the project's library with the
 * SDK's types, and the packages that the library imports are loaded. No code of the project itself is run. Between the
 * parts other work gets its turn.
 *
 * @param unharmed see interrupt-counts.ts
 */
export async function warmUp(
  root: string,
  compiler: NotebookCompiler,
  unharmed: <T>(work: () => T) => T,
): Promise<void> {
  const require = createRequire(path.join(root, "warm-up.cjs"));
  // An error is ignored: the first cell that imports the library will report it.
  for (const name of await compiler.listPackages().catch(() => [])) {
    await nextTurn();
    try {
      unharmed(() => {
        require(name);
      });
    } catch {
      // Ignored: the first cell that imports the package will report it.
    }
  }
}
