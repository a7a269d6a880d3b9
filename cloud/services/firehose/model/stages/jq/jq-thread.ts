import { once } from "node:events";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { JsonList } from "./json-list";

/** The input of a program. */
type JqInput = string | JsonList;

/** The outcome of a run of jq. */
export type JqRun =
  | { readonly kind: "output"; readonly text: string }
  /** jq's own message. */
  | { readonly kind: "error"; readonly message: string }
  | { readonly kind: "too slow" };

/** jq's memory grows a little with each run; replacing the thread after this many runs frees it. */
const RUNS_OF_A_THREAD = 2_000;

/** As many threads as two cores can use; each takes about 30 MB. */
const MAX_THREADS = 2;

/** Threads that run jq programs. A further one starts only when those before it are busy. */
export class JqThreads {
  readonly #threads = Array.from({ length: Math.min(MAX_THREADS, availableParallelism()) }, () => new JqThread());

  /**
   * Runs a program on an input.
   *
   * @param input JSON text; or a list of records, whose memory moves to the thread: the outcome is an error unless each
   * record is one JSON value
   * @param limitMs processor time from when the program begins; after that the thread is terminated
   */
  run(input: JqInput, program: string, limitMs: number): Promise<JqRun> {
    const [idlest] = [...this.#threads].sort((a, b) => a.waiting - b.waiting);
    if (idlest === undefined) throw new RangeError("there is no thread");
    return idlest.run(input, program, limitMs);
  }
}

/** One thread, which runs programs one after another. Starts with the first program; does not keep the process alive when idle. */
class JqThread {
  #worker: Worker | undefined;
  #runs = 0;
  #waiting = 0;
  #last: Promise<unknown> = Promise.resolve();

  /** The number of programs that run or wait. */
  get waiting(): number {
    return this.#waiting;
  }

  run(input: JqInput, program: string, limitMs: number): Promise<JqRun> {
    this.#waiting += 1;
    const run = this.#last
      .then(() => this.#runNext(input, program, limitMs))
      .finally(() => {
        this.#waiting -= 1;
      });
    this.#last = run;
    return run;
  }

  async #runNext(input: JqInput, program: string, limitMs: number): Promise<JqRun> {
    const worker = this.#worker ?? (await startWorker());
    this.#worker = worker;
    worker.ref();
    if (typeof input === "string") worker.postMessage({ input, program });
    else worker.postMessage({ list: input, program }, [input.bytes.buffer, input.ends.buffer]);
    const run = await requestAnswer(worker, limitMs);
    this.#runs += 1;
    // A program that took all memory leaves jq's WebAssembly unusable; an ordinary error does not.
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

async function startWorker(): Promise<Worker> {
  const worker = new Worker(new URL("./jq-worker.mjs", import.meta.url), { execArgv: [] });
  await once(worker, "message");
  return worker;
}

/**
 * Awaits the thread's answer until this process has used `limitMs` of processor time: real time says nothing about the
 * program on a busy machine, or while other work holds up the answer.
 */
function requestAnswer(worker: Worker, limitMs: number): Promise<JqRun> {
  return new Promise((resolve) => {
    const began = process.cpuUsage();
    let timer: NodeJS.Timeout;
    let turn: NodeJS.Immediate;
    const settle = (run: JqRun): void => {
      clearTimeout(timer);
      clearImmediate(turn);
      worker.off("message", settle);
      worker.off("error", failWorker);
      resolve(run);
    };
    const failWorker = (error: Error): void => settle({ kind: "error", message: error.message });
    const wait = (ms: number): void => {
      // A turn later, so that an answer that has come meanwhile is read first.
      timer = setTimeout(() => (turn = setImmediate(check)), ms);
    };
    const check = (): void => {
      const { user, system } = process.cpuUsage(began);
      const remainingMs = limitMs - (user + system) / 1000;
      if (remainingMs > 0) wait(remainingMs);
      else settle({ kind: "too slow" });
    };
    wait(limitMs);
    worker.on("message", settle);
    worker.on("error", failWorker);
  });
}
