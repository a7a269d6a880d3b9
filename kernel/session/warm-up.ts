import { createRequire } from "node:module";
import path from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { NotebookCompiler } from "../compile/compiler-process";

/**
 * Does ahead what the first cell would wait for: has the compiler type-check the project's library with the SDK's types, and loads the
 * packages that the library imports. Leaves no trace: nothing of the project itself is run. Steps aside between the parts.
 *
 * @param unharmed see interrupt-counts.ts
 */
export async function warmUp(
  root: string,
  compiler: NotebookCompiler,
  unharmed: <T>(work: () => T) => T,
): Promise<void> {
  const require = createRequire(path.join(root, "warm-up.cjs"));
  // Where the library does not compile, the cell that needs it will say so.
  for (const name of await compiler.packages().catch(() => [])) {
    await nextTurn();
    try {
      unharmed(() => {
        require(name);
      });
    } catch {
      // The cell that needs it will say so.
    }
  }
}
