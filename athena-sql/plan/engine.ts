import { chmodSync, mkdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { removeUntrustedFolder, takeUntrustedFile } from "../../foundation/untrusted-folder";
import { analyzeStatement, type AnalyzedStatement } from "../analysis/analyze-statement";
import { listFunctions } from "../functions/index";
import { OrcFiles } from "./orc-files";
import { describeOutput, createWritingStatement } from "./output";
import { planScan, type PlannedScan } from "./scan-files";
import { TOO_LARGE_TO_ANALYZE, type Job, type JobOutput } from "../process/job";
import { QueryProcesses } from "../process/query-processes";
import { listRows, RunningQuery } from "../process/running-query";
import {
  QueryFault,
  SyntaxFault,
  type QueryEngine,
  type QueryEngineOptions,
  type QueryInput,
  type QueryOutput,
  type ScanInfo,
  type WriteInput,
  type QueryResultFiles,
  type WrittenFile,
} from "../query-engine";
import { parseStatement } from "../syntax/parse-statement";
import { spell } from "../types/type";
import { createColumnInfo } from "../types/hive";

const DEFAULTS = { memoryMiB: 1024, parallel: 4, timeoutMs: 60_000 } as const;
/** Threads of DuckDB for each query. */
const THREADS = 2;

const MIB = 1024 * 1024;
/** DuckDB keeps to its own limit; the lab cloud's functions and Node get this much memory beside it. */
const BESIDE_DUCKDB_MIB = 1024;

/** The engine. It starts no process before the first query runs. */
export class Engine implements QueryEngine {
  readonly #temporary: string;
  readonly #memoryMiB: number;
  readonly #processMiB: number;
  readonly #timeoutMs: number;
  readonly #processes: QueryProcesses;
  readonly #orc: OrcFiles;
  readonly #isConfined: boolean;

  constructor({
    temporary,
    memoryMiB = DEFAULTS.memoryMiB,
    processMiB = memoryMiB + BESIDE_DUCKDB_MIB,
    timeoutMs = DEFAULTS.timeoutMs,
    parallel = DEFAULTS.parallel,
    python,
    confine,
    readable = [],
    builtProcess,
  }: QueryEngineOptions) {
    this.#temporary = temporary;
    this.#memoryMiB = memoryMiB;
    this.#processMiB = processMiB;
    this.#timeoutMs = timeoutMs;
    this.#isConfined = confine !== undefined;
    const [processes, orc] = [join(temporary, "processes"), join(temporary, "orc")];
    this.#processes = new QueryProcesses(processes, {
      max: parallel,
      confine,
      readable: [...readable, orc],
      builtProcess,
    });
    this.#orc = new OrcFiles(orc, python, { confine, readable: [...readable, processes] });
    removeUntrustedFolder(temporary);
    // A confined process can only see folders that exist when it starts.
    for (const folder of [processes, orc]) mkdirSync(folder, { recursive: true });
  }

  prepare(): void {
    this.#processes.prepare();
  }

  parse(sql: string): ReturnType<QueryEngine["parse"]> {
    return runWithinStack(
      () => parseStatement(sql),
      () => new SyntaxFault(TOO_LARGE_TO_PARSE),
    );
  }

  listColumns(input: Omit<QueryInput, "signal">): ReturnType<QueryEngine["listColumns"]> {
    return analyze(input).columns.map(({ name, type }) => createColumnInfo(name, type));
  }

  listFunctions(): ReturnType<typeof listFunctions> {
    return listFunctions();
  }

  listScans(input: Omit<QueryInput, "signal">): readonly ScanInfo[] {
    return analyze(input).scans.map((scan) => {
      const { job, release } = planScan(scan, input);
      release();
      return {
        database: scan.table.database,
        table: scan.table.definition.Name,
        columns: job.columns.filter(({ needed }) => needed).map(({ name, type }) => ({ name, type: spell(type) })),
        keys: job.columns.filter(({ comesFrom }) => comesFrom === "partition").map(({ name }) => name),
        partitions: job.partitions,
        objects: job.files.length,
        bytes: job.files.reduce((sum, { size }) => sum + size, 0),
      };
    });
  }

  async run(input: QueryInput): Promise<QueryOutput> {
    const statement = analyze(input);
    const running = await this.#start(statement, input, undefined);
    return {
      columns: statement.columns.map(({ name, type }) => createColumnInfo(name, type)),
      rows: listRows(running),
      getBytesScanned: () => running.bytesScanned,
      close: () => {
        running.close();
      },
    };
  }

  async write(input: WriteInput): Promise<QueryResultFiles> {
    const statement = createWritingStatement(analyze(input), input);
    const running = await this.#start(statement, input, describeOutput(statement, input));
    const { bytesScanned, written } = running;
    const files: WrittenFile[] = [];
    try {
      for (const { name, ...found } of written?.files ?? []) {
        const rest = splitBucket(found, input);
        const created = join(running.output, basename(name));
        const path = join(input.folder, basename(name));
        if (input.format === "ORC")
          await this.#orc.write(created, { to: path, compression: input.compression ?? "ZLIB" });
        else takeUntrustedFile(dirname(running.output), [basename(running.output), basename(name)], path);
        files.push({ ...rest, path });
      }
    } finally {
      running.close();
    }
    return {
      columns: statement.columns.map(({ name, type }) => createColumnInfo(name, type)),
      files,
      rows: files.reduce((sum, { rows }) => sum + rows, 0),
      bytesScanned,
    };
  }

  async close(): Promise<void> {
    await Promise.all([this.#processes.close(), this.#orc.close()]);
    removeUntrustedFolder(this.#temporary);
  }

  async #start(
    statement: AnalyzedStatement,
    input: QueryInput,
    output: Omit<JobOutput, "folder"> | undefined,
  ): Promise<RunningQuery> {
    const planned: PlannedScan[] = [];
    const release = (): void =>
      planned.splice(0).forEach((scan) => {
        scan.release();
      });
    try {
      for (const scan of statement.scans) planned.push(planScan(scan, input));
      // The process that reads the files may run as another user, and the cloud's folder is closed to other users.
      if (this.#isConfined) for (const { path } of planned.flatMap(({ job }) => job.files)) chmodSync(path, 0o644);
      const limits = { signal: input.signal, timeoutMs: this.#timeoutMs, memoryBytes: this.#processMiB * MIB };
      const scans = await Promise.all(planned.map(({ job }) => this.#orc.convertToParquet(job, limits)));
      const process = await this.#processes.take(input.signal);
      const query = new RunningQuery(process, {
        ...limits,
        onDone: () => {
          this.#processes.release(process);
          release();
        },
      });
      const into = output && { ...output, folder: query.output };
      await query.start(
        this.#createJob(statement, {
          scans: JSON.stringify(scans),
          output: into,
          bytesCutoff: input.bytesCutoff,
          temporary: process.temporary,
        }),
      );
      return query;
    } catch (error) {
      release();
      throw error;
    }
  }

  #createJob(
    { sql, columns }: AnalyzedStatement,
    rest: Pick<Job, "scans" | "output" | "bytesCutoff" | "temporary">,
  ): Job {
    return { ...rest, sql, types: columns.map(({ type }) => type), memoryMiB: this.#memoryMiB, threads: THREADS };
  }
}

/** The values of a partition's keys, followed by the bucket's number. */
function splitBucket(
  { partition, rows }: Omit<WrittenFile, "path">,
  { buckets }: WriteInput,
): Omit<WrittenFile, "path"> {
  return buckets === undefined
    ? { partition, rows }
    : { partition: partition.slice(0, -1), bucket: Number(partition.at(-1)), rows };
}

/** Trino's message for a statement that nests deeper than the stack of its parser (SqlParser). */
const TOO_LARGE_TO_PARSE = "line 1:1: statement is too large (stack overflow while parsing)";

const analyze = (input: Parameters<typeof analyzeStatement>[0]): AnalyzedStatement =>
  runWithinStack(
    () => analyzeStatement(input),
    () => new QueryFault("STACK_OVERFLOW", TOO_LARGE_TO_ANALYZE),
  );

/** Runs a function that descends recursively into a statement. @param fault makes the fault for a statement that overflows the stack */
function runWithinStack<T>(run: () => T, fault: () => Error): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof RangeError && error.message.startsWith("Maximum call stack")) throw fault();
    throw error;
  }
}
