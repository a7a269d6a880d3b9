import { rmSync } from "node:fs";
import { join } from "node:path";
import { analyzeStatement, type AnalyzedStatement } from "./analysis/analyze-statement";
import { OrcFiles } from "./plan/orc-files";
import { outputOf, writingSql } from "./plan/output";
import { planScan, type PlannedScan } from "./plan/scan-files";
import type { Job, JobOutput } from "./process/job";
import { QueryProcesses } from "./process/query-processes";
import { rowsOf, RunningQuery } from "./process/running-query";
import type { QueryEngine, QueryEngineOptions, QueryInput, QueryOutput, WriteInput, Written } from "./query-engine";
import { parseStatement } from "./syntax/parse-statement";
import { columnInfo } from "./types/column-info";

const DEFAULTS = { memoryMiB: 1024, parallel: 4, timeoutMs: 30 * 60_000 } as const;
/** Threads of DuckDB's, for each query. */
const THREADS = 2;

/** Opens the engine. No process is started before the first query runs. */
export const openEngine = (options: QueryEngineOptions): QueryEngine => new Engine(options);

class Engine implements QueryEngine {
  readonly #temporary: string;
  readonly #memoryMiB: number;
  readonly #timeoutMs: number;
  readonly #processes: QueryProcesses;
  readonly #orc: OrcFiles;

  constructor({ temporary, memoryMiB = DEFAULTS.memoryMiB, timeoutMs = DEFAULTS.timeoutMs, parallel = DEFAULTS.parallel, python }: QueryEngineOptions) {
    this.#temporary = temporary;
    this.#memoryMiB = memoryMiB;
    this.#timeoutMs = timeoutMs;
    this.#processes = new QueryProcesses(join(temporary, "processes"), parallel);
    this.#orc = new OrcFiles(join(temporary, "orc"), python);
    rmSync(temporary, { recursive: true, force: true });
  }

  prepare(): void {
    this.#processes.prepare();
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
      close: () => { running.close(); },
    };
  }

  async write(input: WriteInput): Promise<Written> {
    const statement = writingSql(analyzeStatement(input), input);
    const running = await this.#start(statement, input, outputOf(statement, input));
    const { bytesScanned, written } = running;
    running.close();
    const files = written?.files ?? [];
    if (input.format === "ORC") for (const { path } of files) await this.#orc.write(path, input.compression ?? "ZLIB");
    return { columns: statement.columns.map(({ name, type }) => columnInfo(name, type)), files, rows: files.reduce((sum, { rows }) => sum + rows, 0), bytesScanned };
  }

  async close(): Promise<void> {
    await Promise.all([this.#processes.close(), this.#orc.close()]);
    rmSync(this.#temporary, { recursive: true, force: true });
  }

  async #start(statement: AnalyzedStatement, input: QueryInput, output: JobOutput | undefined): Promise<RunningQuery> {
    const planned: PlannedScan[] = [];
    const release = (): void => planned.splice(0).forEach((scan) => { scan.release(); });
    try {
      for (const scan of statement.scans) planned.push(planScan(scan, input));
      const scans = await Promise.all(planned.map(({ job }) => this.#orc.asParquet(job)));
      const process = await this.#processes.take(input.signal);
      const query = new RunningQuery(process, { signal: input.signal, timeoutMs: this.#timeoutMs, done: () => {
        this.#processes.release(process);
        release();
      } });
      await query.start(this.#job(statement, { scans: JSON.stringify(scans), output, bytesCutoff: input.bytesCutoff, temporary: process.temporary }));
      return query;
    } catch (error) {
      release();
      throw error;
    }
  }

  #job({ sql, columns }: AnalyzedStatement, rest: Pick<Job, "scans" | "output" | "bytesCutoff" | "temporary">): Job {
    return { ...rest, sql, types: columns.map(({ type }) => type), memoryMiB: this.#memoryMiB, threads: THREADS };
  }
}
