import { createRequire } from "node:module";
import path from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { NotebookCompiler } from "../compile/compiler-process";

/**
 * Does the work in advance that the first cell would wait for: the compiler type-checks the project's library with the
 * SDK's types, and the packages that the library imports are loaded. No code of the project itself is run. Each part
 * waits until no cell is under way.
 *
 * @param runUnharmed see interrupt-counts.ts
 */
export async function warmUp(
  root: string,
  compiler: NotebookCompiler,
  { runUnharmed, waitUntilIdle }: { runUnharmed: <T>(work: () => T) => T; waitUntilIdle: () => Promise<void> },
): Promise<void> {
  const require = createRequire(path.join(root, "warm-up.cjs"));
  // An error is ignored: the first cell that imports the library will report it.
  for (const name of await compiler.listPackages().catch(() => [])) {
    await nextTurn();
    await waitUntilIdle();
    try {
      runUnharmed(() => {
        require(name);
      });
    } catch {
      // Ignored: the first cell that imports the package will report it.
    }
  }
  await waitUntilIdle();
  // A failure does not matter: the first cell reports the same one.
  await compiler.warmUp().catch(() => undefined);
}
