import type { DuckDBConnection, DuckDBDataChunk, DuckDBResult } from "@duckdb/node-api";
import { openDuckDb, type DuckDb } from "../../foundation/columnar/duckdb";
import { getItemAt } from "../../foundation/item-at";
import type { SqlType } from "../types/type";
import { toFault } from "./duckdb-fault";
import { JobFault, type Job, type JobScan, type WrittenFile, type Page } from "./job";
import { addLibrary } from "./library";
import { loadScan, planScan } from "./load-scan";
import { writeResult } from "./write-result";
import { printValue } from "./json-path";

/** A query that is running. */
export interface RunningJob {
  readonly bytesScanned: number;
  /** The next rows, some thousand at most; none at the end. @throws JobFault */
  readNext(): Promise<Page>;
  /** Writes the rows of a job with an output; called instead of `next`. @throws JobFault */
  write(): Promise<WrittenFile[]>;
  close(): void;
}

/** A DuckDB instance with the scans of a query. */
interface Session {
  readonly db: DuckDb;
  readonly connection: DuckDBConnection;
  readonly scans: string;
  readonly memoryMiB: number;
  readonly bytesScanned: number;
  /** Whether DuckDB itself reads the files of a scan, which are Parquet. */
  readonly readsParquet: boolean;
  /** The names of our functions that are registered in the instance. */
  readonly library: Set<string>;
}

/**
 * Runs queries, one at a time, each in a DuckDB instance that can read nothing but the files of its scans, and whose
 * settings are locked. The instance of the last query is kept: a query over the same objects and columns finds their
 * rows there.
 */
export class JobRunner {
  #session: Session | undefined;

  /** Starts a query. @throws JobFault */
  async run(job: Job): Promise<RunningJob> {
    const stored = this.#session;
    this.#session = undefined;
    const isSame =
      stored !== undefined &&
      job.output === undefined &&
      stored.scans === job.scans &&
      stored.memoryMiB === job.memoryMiB;
    if (!isSame) stored?.db.close();
    const session = isSame ? stored : await openSession(job);
    try {
      assertWithin(job, session.bytesScanned);
      await addLibrary(session.connection, job.sql, session.library);
      return this.#createRunningJob(session, job);
    } catch (error) {
      session.db.close();
      throw toFault(error, session.readsParquet);
    }
  }

  #createRunningJob({ connection, ...session }: Session, job: Job): RunningJob {
    let result: DuckDBResult | undefined;
    let ahead: DuckDBDataChunk | undefined;
    let isOver = false;
    return {
      bytesScanned: session.bytesScanned,
      async readNext() {
        try {
          result ??= await connection.stream(job.sql);
          const chunk = ahead ?? (await readNextChunk(result));
          ahead = chunk && (await readNextChunk(result));
          isOver = ahead === undefined;
          return { rows: chunk === undefined ? [] : printRows(chunk.getRows(), job.types), isLast: isOver };
        } catch (error) {
          throw toFault(error, session.readsParquet);
        }
      },
      async write() {
        try {
          if (job.output === undefined) throw new Error("a job without an output writes nothing");
          return await writeResult(connection, job.sql, job.output);
        } catch (error) {
          throw toFault(error, session.readsParquet);
        }
      },
      close: () => {
        result = ahead = undefined;
        // A query that failed, or was not read to its end, may still use its instance.
        if (isOver) this.#session = { connection, ...session };
        else session.db.close();
      },
    };
  }
}

/** Loads a query's scans into a new DuckDB instance. @throws JobFault */
async function openSession(job: Job): Promise<Session> {
  const scans = JSON.parse(job.scans) as JobScan[];
  const plans = scans.map(planScan);
  const bytesScanned = plans.reduce((sum, { bytes }) => sum + bytes, 0);
  assertWithin(job, bytesScanned);
  const readable = scans.flatMap(({ format, files }) => (format.is === "parquet" ? files.map(({ path }) => path) : []));
  const readsParquet = readable.length > 0;
  const db = await openDuckDb({
    threads: job.threads,
    memoryMiB: job.memoryMiB,
    tempFolder: job.temporary,
    allowed: [...readable, ...(job.output === undefined ? [] : [`${job.output.folder}/`])],
  });
  try {
    const connection = await db.connect();
    // Each file is read once, and keeping its bytes in DuckDB's file cache costs a fifth of the time.
    await connection.run("SET GLOBAL enable_external_file_cache = false");
    for (const [index, scan] of scans.entries()) await loadScan(connection, scan, plans[index]?.parquet);
    await connection.run("SET GLOBAL lock_configuration = true");
    return {
      db,
      connection,
      scans: job.scans,
      memoryMiB: job.memoryMiB,
      bytesScanned,
      readsParquet,
      library: new Set(),
    };
  } catch (error) {
    db.close();
    throw toFault(error, readsParquet);
  }
}

function assertWithin({ bytesCutoff }: Job, bytes: number): void {
  if (bytesCutoff !== undefined && bytes > bytesCutoff)
    throw new JobFault("EXCEEDED_BYTES_SCANNED_CUTOFF", "Bytes scanned limit was exceeded");
}

async function readNextChunk(result: DuckDBResult): Promise<DuckDBDataChunk | undefined> {
  const chunk = await result.fetchChunk();
  return chunk === null || chunk.rowCount === 0 ? undefined : chunk;
}

const printRows = (rows: readonly (readonly unknown[])[], types: readonly SqlType[]): Page["rows"] =>
  rows.map((row) =>
    types.map((type, index) => printValue(getItemAt(row as Parameters<typeof printValue>[0][], index), type)),
  );
