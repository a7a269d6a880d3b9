import { QueryCancelled, QueryFault } from "../query-engine";
import type { Answer, Job } from "./job";
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
  #closed: Promise<void> | undefined;
  bytesScanned = 0;
  written: Extract<Answer, { readonly answer: "written" }> | undefined;

  constructor(process: QueryProcess, around: Surroundings) {
    this.#process = process;
    this.#around = around;
    around.signal.addEventListener("abort", this.#cancel, { once: true });
    this.#timer = setTimeout(() => void this.#end(new QueryFault("EXCEEDED_TIME_LIMIT", "Query exceeded maximum time limit of 30.00m")), around.timeoutMs);
    this.#timer.unref();
  }

  async start(job: Job): Promise<void> {
    try {
      if (this.#around.signal.aborted) throw new QueryCancelled("the query was cancelled");
      const answer = await this.#process.ask({ ask: "run", job });
      if (answer.answer === "running" || answer.answer === "written") this.bytesScanned = answer.bytesScanned;
      if (answer.answer === "written") this.written = answer;
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  async next(): Promise<readonly (readonly (string | null)[])[] | undefined> {
    const answer = await this.#process.ask({ ask: "rows" });
    return answer.answer === "rows" ? answer.rows : undefined;
  }

  /** Frees the process; a second call does nothing. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    clearTimeout(this.#timer);
    this.#around.signal.removeEventListener("abort", this.#cancel);
    try {
      if (!this.#process.gone) await this.#process.ask({ ask: "close" });
    } catch {
      // It cannot even close: then it is no use for another query.
      await this.#process.kill();
    }
    this.#around.done();
  }

  readonly #cancel = (): void => void this.#end(new QueryCancelled("the query was cancelled"));

  async #end(reason: Error): Promise<void> {
    await this.#process.kill(reason);
    await this.close();
  }
}

/** A query's rows, read on as they are wanted; the query is closed with the last. */
export async function* rowsOf(running: RunningQuery): AsyncGenerator<readonly (string | null)[]> {
  try {
    for (let rows = await running.next(); rows !== undefined; rows = await running.next()) yield* rows;
  } finally {
    await running.close();
  }
}
