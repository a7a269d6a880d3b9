import { join } from "node:path";
import { QueryCancelled, QueryFault } from "../query-engine";
import type { Answer, Job, Page } from "./job";
import type { QueryProcess } from "./query-processes";

interface Surroundings {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  /** Called once, when the process is free or gone. */
  readonly done: () => void;
}

/** A query in its process, from start to end. */
export class RunningQuery {
  readonly #process: QueryProcess;
  readonly #around: Surroundings;
  readonly #timer: NodeJS.Timeout;
  #closed = false;
  /** The folder that it writes into, if it does. */
  readonly output: string;
  bytesScanned = 0;
  #first: Page = { rows: [], isLast: true };
  written: Extract<Answer, { readonly answer: "written" }> | undefined;

  constructor(process: QueryProcess, around: Surroundings) {
    this.#process = process;
    this.output = join(process.temporary, "output");
    this.#around = around;
    around.signal.addEventListener("abort", this.#cancel, { once: true });
    this.#timer = setTimeout(
      () => void this.#end(new QueryFault("EXCEEDED_TIME_LIMIT", "Query exceeded maximum time limit of 30.00m")),
      around.timeoutMs,
    );
    this.#timer.unref();
  }

  async start(job: Job): Promise<void> {
    try {
      if (this.#around.signal.aborted) throw new QueryCancelled("the query was cancelled");
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
  async *pages(): AsyncGenerator<Page["rows"]> {
    let page = this.#first;
    yield page.rows;
    while (!page.isLast) {
      const answer = await this.#process.ask({ ask: "rows" });
      if (answer.answer !== "rows") throw new Error(`a query's process answered ${answer.answer} for rows`);
      page = answer.page;
      yield page.rows;
    }
  }

  /** Frees the process; a second call does nothing. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#around.signal.removeEventListener("abort", this.#cancel);
    this.#process.close();
    this.#around.done();
  }

  readonly #cancel = (): void => void this.#end(new QueryCancelled("the query was cancelled"));

  async #end(reason: Error): Promise<void> {
    await this.#process.kill(reason);
    this.close();
  }
}

/** A query's rows, read on as they are wanted; the query is closed with the last. */
export async function* rowsOf(running: RunningQuery): AsyncGenerator<readonly (string | null)[]> {
  try {
    for await (const rows of running.pages()) yield* rows;
  } finally {
    running.close();
  }
}
