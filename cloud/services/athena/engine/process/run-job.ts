import type { DuckDBConnection, DuckDBResult } from "@duckdb/node-api";
import { openDuckDb, type DuckDb } from "../../../../columnar/duckdb";
import type { SqlType } from "../types/type";
import { faultOf } from "./duckdb-fault";
import { JobFault, type Job, type JobWritten } from "./job";
import { addLibrary } from "./library";
import { loadScan, planScan } from "./load-scan";
import { printValue } from "./print-value";
import { writeResult } from "./write-result";

type Row = (string | null)[];

/** A query that runs. */
export interface RunningJob {
  readonly bytesScanned: number;
  /** The next rows, some thousand at most; undefined after the last. @throws JobFault */
  next(): Promise<Row[] | undefined>;
  /** Of a job with an output, instead of `next`. @throws JobFault */
  write(): Promise<JobWritten[]>;
  close(): void;
}

/**
 * Starts a query in a DuckDB of its own, which can reach nothing but the files of the scans, and whose settings are locked.
 *
 * @throws JobFault
 */
export async function runJob(job: Job): Promise<RunningJob> {
  const plans = job.scans.map(planScan);
  const bytesScanned = plans.reduce((sum, { bytes }) => sum + bytes, 0);
  if (job.bytesCutoff !== undefined && bytesScanned > job.bytesCutoff) throw new JobFault("EXCEEDED_BYTES_SCANNED_CUTOFF", "Bytes scanned limit was exceeded");
  const readable = job.scans.flatMap(({ format, files }) => (format.is === "parquet" ? files.map(({ path }) => path) : []));
  const db = await openDuckDb({
    threads: job.threads, memoryMiB: job.memoryMiB, tempFolder: job.temporary,
    allowed: [...readable, ...(job.output === undefined ? [] : [`${job.output.folder}/`])],
  });
  try {
    const connection = await db.connect();
    for (const [index, scan] of job.scans.entries()) await loadScan(connection, scan, plans[index]?.parquet);
    await addLibrary(connection, job.sql);
    await connection.run("SET GLOBAL lock_configuration = true");
    return running(db, connection, { job, bytesScanned });
  } catch (error) {
    db.close();
    throw faultOf(error);
  }
}

function running(db: DuckDb, connection: DuckDBConnection, { job, bytesScanned }: { readonly job: Job; readonly bytesScanned: number }): RunningJob {
  let result: DuckDBResult | undefined;
  return {
    bytesScanned,
    async next() {
      try {
        result ??= await connection.stream(job.sql);
        const chunk = await result.fetchChunk();
        if (chunk === null || chunk.rowCount === 0) return undefined;
        return printed(chunk.getRows(), job.types);
      } catch (error) {
        throw faultOf(error);
      }
    },
    async write() {
      try {
        if (job.output === undefined) throw new Error("a job without an output writes nothing");
        return await writeResult(connection, job.sql, job.output);
      } catch (error) {
        throw faultOf(error);
      }
    },
    close() {
      result = undefined;
      db.close();
    },
  };
}

const printed = (rows: readonly (readonly unknown[])[], types: readonly SqlType[]): Row[] =>
  rows.map((row) => types.map((type, index) => printValue((row as Parameters<typeof printValue>[0][])[index] ?? null, type)));
