import { join } from "node:path";
import { QueryCanceledError, QueryFault } from "../query-engine";
import { EXHAUSTED, type Answer, type Job, type Page } from "./job";
import type { QueryProcess } from "./query-processes";

interface QueryLimits {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  /** The most memory that the query's process may use, where the system tells how much that is. */
  readonly memoryBytes: number;
  /** Called once, when the process can take the next query or has ended. */
  readonly onDone: () => void;
}

/** The interval at which a process's memory is checked, in ms of real time. */
const LOOK_MS = 250;

/** Athena's fault for a timeout, with the lab cloud's limit and how to raise it. */
export const createTimeoutFault = (timeoutMs: number): QueryFault =>
  new QueryFault(
    "EXCEEDED_TIME_LIMIT",
    `Query exceeded maximum time limit of ${(timeoutMs / 60_000).toFixed(2)}m. On AWS it is 30.00m; the lab cloud's is set by --athena-seconds (startCloud: athenaSeconds)`,
  );

export const createMemoryFault = (): QueryFault => new QueryFault("EXCEEDED_MEMORY_LIMIT", EXHAUSTED);

/** A query in its process, from start to end. */
export class RunningQuery {
  readonly #process: QueryProcess;
  readonly #limits: QueryLimits;
  readonly #timer: NodeJS.Timeout;
  readonly #watch: NodeJS.Timeout;
  #closed = false;
  /** The folder that the query writes into, if it writes. */
  readonly output: string;
  bytesScanned = 0;
  #first: Page = { rows: [], isLast: true };
  written: Extract<Answer, { readonly answer: "written" }> | undefined;

  constructor(process: QueryProcess, limits: QueryLimits) {
    this.#process = process;
    this.output = join(process.temporary, "output");
    this.#limits = limits;
    limits.signal.addEventListener("abort", this.#cancel, { once: true });
    this.#timer = setTimeout(() => void this.#end(createTimeoutFault(limits.timeoutMs)), limits.timeoutMs);
    this.#timer.unref();
    this.#watch = setInterval(() => {
      if (process.memory > limits.memoryBytes) void this.#end(createMemoryFault());
    }, LOOK_MS).unref();
  }

  async start(job: Job): Promise<void> {
    try {
      if (this.#limits.signal.aborted) throw new QueryCanceledError("the query was canceled");
      const answer = await this.#process.ask({ ask: "run", job });
      if (answer.answer === "running" || answer.answer === "written") this.bytesScanned = answer.bytesScanned;
      if (answer.answer === "running") this.#first = answer.page;
      if (answer.answer === "written") this.written = answer;
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** The rows, some thousand at a time. @throws QueryFault */
  async *streamPages(): AsyncGenerator<Page["rows"]> {
    let page = this.#first;
    yield page.rows;
    while (!page.isLast) {
      const answer = await this.#process.ask({ ask: "rows" });
      if (answer.answer !== "rows") throw new Error(`a query's process answered ${answer.answer} for rows`);
      page = answer.page;
      yield page.rows;
    }
  }

  /** Gives the process back; a second call does nothing. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#timer);
    clearInterval(this.#watch);
    this.#limits.signal.removeEventListener("abort", this.#cancel);
    this.#process.close();
    this.#limits.onDone();
  }

  readonly #cancel = (): void => void this.#end(new QueryCanceledError("the query was canceled"));

  async #end(reason: Error): Promise<void> {
    await this.#process.kill(reason);
    this.close();
  }
}

/** A query's rows, fetched as they are read; the query is closed after the last row. */
export async function* listRows(running: RunningQuery): AsyncGenerator<readonly (string | null)[]> {
  try {
    for await (const rows of running.streamPages()) yield* rows;
  } finally {
    running.close();
  }
}
