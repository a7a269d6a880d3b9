import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { createCellCompiler } from "../compile/compiler";

/**
 * Does ahead what the first cell would wait for: type-checks the project's library with the SDK's types, and loads the packages
 * that it imports. Leaves no trace: nothing of the project itself is run. Steps aside between the parts.
 *
 * @param unharmed see interrupt-counts.ts
 */
export async function warmUp(root: string, unharmed: <T>(work: () => T) => T): Promise<void> {
  if (!existsSync(path.join(root, "src", "index.ts"))) return;
  await nextTurn();
  // One of its own, which shares the warm converter: what a compiler has handed out, it does not hand out again.
  const cell = unharmed(() =>
    createCellCompiler(root).compile("warm-up", `import * as library from "./src/index"; library;`),
  );
  if (!cell.ok) return;
  const require = createRequire(path.join(root, "warm-up.cjs"));
  for (const name of packagesIn(cell.modules.map(({ js }) => js))) {
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

function packagesIn(modules: readonly string[]): Set<string> {
  const required = modules.flatMap((js) => [...js.matchAll(/\brequire\("([^"./][^"]*)"\)/g)]);
  return new Set(
    required
      .map(([, name]) => name ?? "")
      .filter((name) => name !== "" && !name.startsWith("node:") && name !== "tslab"),
  );
}
