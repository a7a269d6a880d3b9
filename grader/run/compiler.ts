import { Worker } from "node:worker_threads";
import type { CompiledCell } from "../../kernel/cells";
import type { AssembledCell } from "../merge/assemble";
import type { CompileOrder } from "./compile-worker";

/** The trusted compiler: one thread with a warm TypeScript, which all submissions of a batch share. */
export interface Compiler {
  /** Compiles cells in order, with the kernel's semantics and type errors. */
  compile(cells: readonly AssembledCell[]): Promise<CompiledCell[]>;
  close(): Promise<void>;
}

interface Waiting {
  resolve(cells: CompiledCell[]): void;
  reject(error: Error): void;
}

/**
 * Starts the compiler's thread.
 *
 * @param root   absolute path of the project, as the compiler reads it
 * @param inside the same folder as the sandbox sees it
 */
export function startCompiler(root: string, inside: string): Compiler {
  const worker = new Worker(new URL("./compile-worker.mjs", import.meta.url), { execArgv: [] });
  const waiting = new Map<number, Waiting>();
  let last = 0;
  const failAll = (error: Error): void => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.on("message", ({ n, compiled, fault }: { n: number; compiled?: CompiledCell[]; fault?: string }) => {
    const order = waiting.get(n);
    waiting.delete(n);
    if (compiled) order?.resolve(compiled);
    else order?.reject(new Error(`The compiler failed: ${fault ?? "it gave no reason"}`));
  });
  worker.on("error", failAll);
  worker.on("exit", () => { failAll(new Error("The compiler's thread has ended.")); });
  return {
    compile: (cells) => new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      worker.postMessage({ n: last, cells, root, inside } satisfies CompileOrder);
    }),
    async close() {
      await worker.terminate();
    },
  };
}
