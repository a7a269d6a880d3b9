import { once } from "node:events";
import { Worker } from "node:worker_threads";

/** What a program runs on. */
export type JqInput = string | readonly string[];

/** What a run of jq ended with. */
export type JqRun =
  | { readonly kind: "output"; readonly text: string }
  /** jq's own words. */
  | { readonly kind: "error"; readonly message: string }
  | { readonly kind: "too slow" };

/** jq takes a little more memory with each run; a fresh thread after so many gives it back. */
const RUNS_OF_A_THREAD = 2_000;

/** One thread that runs jq programs, one after another. It starts with the first, and keeps no process alive when idle. */
export class JqThread {
  #worker: Worker | undefined;
  #runs = 0;
  #last: Promise<unknown> = Promise.resolve();

  /**
   * Runs a program on an input.
   *
   * @param input   JSON text; or records, of which one list is made: an error if one of them is not one JSON value
   * @param limitMs real time from when the program begins; beyond it the thread is ended
   */
  run(input: JqInput, program: string, limitMs: number): Promise<JqRun> {
    const run = this.#last.then(() => this.#runNext(input, program, limitMs));
    this.#last = run;
    return run;
  }

  async #runNext(input: JqInput, program: string, limitMs: number): Promise<JqRun> {
    const worker = this.#worker ?? await startedWorker();
    this.#worker = worker;
    worker.ref();
    worker.postMessage({ ...(typeof input === "string" ? { input } : { records: input }), program });
    const run = await answerOf(worker, limitMs);
    this.#runs += 1;
    // A program that took all memory leaves jq's WebAssembly broken; its errors alone do not.
    const isHealthy = run.kind === "output" || (run.kind === "error" && /^Non-zero exit code|JSON/.test(run.message));
    if (isHealthy && this.#runs % RUNS_OF_A_THREAD !== 0) worker.unref();
    else await this.#endWorker(worker);
    return run;
  }

  async #endWorker(worker: Worker): Promise<void> {
    this.#worker = undefined;
    await worker.terminate();
  }
}

async function startedWorker(): Promise<Worker> {
  const worker = new Worker(new URL("./jq-worker.mjs", import.meta.url), { execArgv: [] });
  await once(worker, "message");
  return worker;
}

function answerOf(worker: Worker, limitMs: number): Promise<JqRun> {
  return new Promise((resolve) => {
    const settle = (run: JqRun): void => {
      clearTimeout(timer);
      worker.off("message", settle);
      worker.off("error", broken);
      resolve(run);
    };
    const broken = (error: Error): void => settle({ kind: "error", message: error.message });
    const timer = setTimeout(() => settle({ kind: "too slow" }), limitMs);
    worker.on("message", settle);
    worker.on("error", broken);
  });
}
