import { join } from "node:path";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { analyzeStatement, type AnalyzedStatement } from "./analysis/analyze-statement";
import { planScan, type PlannedScan } from "./plan/scan-files";
import type { Answer, Job, JobOutput } from "./process/job";
import { QueryProcesses, type QueryProcess } from "./process/query-processes";
import { QueryCancelled, QueryFault, type QueryEngine, type QueryEngineOptions, type QueryInput, type QueryOutput, type WriteInput, type Written } from "./query-engine";
import { parseStatement } from "./syntax/parse-statement";
import { columnInfo } from "./types/column-info";

const DEFAULTS = { memoryMiB: 1024, parallel: 4, timeoutMs: 30 * 60_000 } as const;

/** Opens the engine. Nothing is started before the first query runs. */
export function openEngine(options: QueryEngineOptions): QueryEngine {
  return new Engine(options);
}

class Engine implements QueryEngine {
  readonly #options: QueryEngineOptions & typeof DEFAULTS;
  readonly #processes: QueryProcesses;

  constructor(options: QueryEngineOptions) {
    this.#options = { ...DEFAULTS, ...options } as QueryEngineOptions & typeof DEFAULTS;
    this.#processes = new QueryProcesses(this.#options.parallel);
    rmSync(options.temporary, { recursive: true, force: true });
  }

  parse(sql: string): ReturnType<QueryEngine["parse"]> {
    return parseStatement(sql);
  }

  columnsOf(input: Omit<QueryInput, "signal">): ReturnType<QueryEngine["columnsOf"]> {
    return analyzeStatement(input).columns.map(({ name, type }) => columnInfo(name, type));
  }

  async run(input: QueryInput): Promise<QueryOutput> {
    const statement = analyzeStatement(input);
    const running = await this.#start(statement, input, undefined);
    return {
      columns: statement.columns.map(({ name, type }) => columnInfo(name, type)),
      rows: rowsOf(running),
      bytesScanned: () => running.bytesScanned,
      close: () => running.close(),
    };
  }

  async write(input: WriteInput): Promise<Written> {
    const statement = analyzeStatement(input);
    throw new Error(`${statement.sql} ${input.folder}`);
  }

  close(): Promise<void> {
    return this.#processes.close();
  }

  async #start(statement: AnalyzedStatement, input: QueryInput, output: JobOutput | undefined): Promise<RunningQuery> {
    const planned: PlannedScan[] = [];
    const release = (): void => planned.splice(0).forEach((scan) => { scan.release(); });
    try {
      for (const scan of statement.scans) planned.push(planScan(scan, input));
      const process = await this.#processes.take(input.signal);
      const query = new RunningQuery(process, { signal: input.signal, timeoutMs: this.#options.timeoutMs, done: () => {
        this.#processes.release(process);
        release();
      } });
      await query.start(this.#job(statement, { planned, output, bytesCutoff: input.bytesCutoff }));
      return query;
    } catch (error) {
      release();
      throw error;
    }
  }

  #job({ sql, columns }: AnalyzedStatement, { planned, output, bytesCutoff }: { readonly planned: readonly PlannedScan[]; readonly output: JobOutput | undefined; readonly bytesCutoff: number | undefined }): Job {
    const { memoryMiB, temporary } = this.#options;
    mkdirSync(temporary, { recursive: true });
    return { sql, types: columns.map(({ type }) => type), scans: planned.map(({ job }) => job), memoryMiB, threads: 2, temporary: mkdtempSync(join(temporary, "query-")), bytesCutoff, output };
  }
}

interface Surroundings {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  /** Called once, when the process is free or gone. */
  readonly done: () => void;
}

/** A query in its process, from start to end. */
class RunningQuery {
  readonly #process: QueryProcess;
  readonly #around: Surroundings;
  readonly #timer: NodeJS.Timeout;
  #closed: Promise<void> | undefined;
  #temporary = "";
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
    this.#temporary = job.temporary;
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
    rmSync(this.#temporary, { recursive: true, force: true });
    this.#around.done();
  }

  readonly #cancel = (): void => void this.#end(new QueryCancelled("the query was cancelled"));

  async #end(reason: Error): Promise<void> {
    await this.#process.kill(reason);
    await this.close();
  }
}

async function* rowsOf(running: RunningQuery): AsyncGenerator<readonly (string | null)[]> {
  try {
    for (let rows = await running.next(); rows !== undefined; rows = await running.next()) yield* rows;
  } finally {
    await running.close();
  }
}
