import { parentPort } from "node:worker_threads";
import { compileCells } from "./compile-cells";
import type { CellToCompile } from "./compile-cells";

/** What the main thread asks of the compiler's thread, and what it answers under the same number. */
export interface CompileOrder {
  readonly n: number;
  readonly cells: readonly CellToCompile[];
  readonly root: string;
  readonly inside: string;
}

/** Serves orders to compile, one after the other, for as long as the main thread wants. */
export function serve(): void {
  parentPort?.on("message", ({ n, cells, root, inside }: CompileOrder) => {
    try {
      parentPort?.postMessage({ n, compiled: compileCells(cells, root, inside) });
    } catch (error) {
      parentPort?.postMessage({ n, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
}
