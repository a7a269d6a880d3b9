import { Worker } from "node:worker_threads";
import type { CompiledCell } from "../../kernel/cells";
import type { AssembledCell } from "../merge/assemble";
import type { CompileOrder } from "./compile-worker";
import { strangeImport } from "./strange-import";

/** The trusted compiler: one thread with a warm TypeScript, which all submissions of a batch share. */
export interface Compiler {
  /**
   * Compiles cells in order, with the kernel's semantics and type errors.
   *
   * @returns nothing if it took too long: types can be written that take for ever
   */
  compile(cells: readonly AssembledCell[]): Promise<CompiledCell[] | undefined>;
  close(): Promise<void>;
}

export interface CompilerOptions {
  /** Absolute path of the project, as the compiler reads it. */
  readonly root: string;
  /** The same folder as the sandbox sees it. */
  readonly inside: string;
  /** For one order, see `Limits`. */
  readonly longestSeconds: number;
}

interface Answer {
  readonly n: number;
  readonly compiled?: CompiledCell[];
  readonly fault?: string;
}

/**
 * Starts the compiler's thread. Orders are carried out one after the other; one that takes too long costs the thread, and the next
 * order gets a new one.
 */
export function startCompiler({ root, inside, longestSeconds }: CompilerOptions): Compiler {
  let worker = startWorker();
  let turn: Promise<unknown> = Promise.resolve();
  let last = 0;

  async function carryOut(cells: readonly AssembledCell[]): Promise<CompiledCell[] | undefined> {
    last += 1;
    const answer = answerOf(worker, last, longestSeconds);
    const checked = cells.map(({ id, code }) => ({ id, code, problem: strangeImport(code) }));
    worker.postMessage({ n: last, cells: checked, root, inside } satisfies CompileOrder);
    const { compiled, fault } = (await answer) ?? {};
    if (fault !== undefined) throw new Error(`The compiler failed: ${fault}`);
    if (compiled) return compiled;
    await worker.terminate();
    worker = startWorker();
    return undefined;
  }

  return {
    compile(cells) {
      const order = turn.then(() => carryOut(cells));
      turn = order.catch(() => undefined);
      return order;
    },
    async close() {
      await worker.terminate();
    },
  };
}

function startWorker(): Worker {
  const worker = new Worker(new URL("./compile-worker.mjs", import.meta.url), { execArgv: [] });
  worker.unref();
  return worker;
}

/** The worker's answer to one order; nothing if there is none in time. */
function answerOf(worker: Worker, n: number, seconds: number): Promise<Answer | undefined> {
  return new Promise((resolve, reject) => {
    const done = (settle: () => void): void => {
      clearTimeout(timer);
      worker.off("message", onMessage).off("error", onError).off("exit", onExit);
      settle();
    };
    const onMessage = (answer: Answer): void => { if (answer.n === n) done(() => { resolve(answer); }); };
    const onError = (error: Error): void => { done(() => { reject(error); }); };
    const onExit = (): void => { done(() => { reject(new Error("The compiler's thread has ended.")); }); };
    const timer = setTimeout(() => { done(() => { resolve(undefined); }); }, seconds * 1000);
    worker.on("message", onMessage).on("error", onError).on("exit", onExit);
  });
}
