import { lstatSync } from "node:fs";
import { basename, join } from "node:path";
import {
  Orc,
  OrcStoppedError,
  OrcUnavailable,
  type OrcLimits,
  type OrcOptions,
  type OrcIsolation,
} from "../../foundation/columnar/orc";
import { removeUntrustedFolder, takeUntrustedFile } from "../../foundation/untrusted-folder";
import type { JobFile, JobScan } from "../process/job";
import { createMemoryFault, createTimeoutFault } from "../process/running-query";
import { QueryCanceledError, QueryFault } from "../query-engine";

const COMPRESSIONS: Readonly<Record<string, NonNullable<OrcOptions["compression"]>>> = {
  NONE: "uncompressed",
  SNAPPY: "snappy",
  ZLIB: "zlib",
  GZIP: "zlib",
  LZ4: "lz4",
  ZSTD: "zstd",
};

/** ORC files, which DuckDB cannot read: pyarrow converts each to a Parquet file, once, as an object's file never changes. */
export class OrcFiles {
  readonly #folder: string;
  readonly #orc: Orc;
  readonly #written = new Map<string, Promise<JobFile["path"]>>();
  #files = 0;

  /** @param folder for the converted files; must exist when the first is written */
  constructor(folder: string, python: string | undefined, target: Pick<OrcIsolation, "confine" | "readable">) {
    this.#folder = folder;
    this.#orc = new Orc(python, { ...target, writable: [folder] });
  }

  /**
   * An ORC scan turned into a scan of Parquet files; other scans as they are.
   *
   * @param limits of the query
   * @throws QueryFault HIVE_BAD_DATA, EXCEEDED_MEMORY_LIMIT, EXCEEDED_TIME_LIMIT, NOT_SUPPORTED without pyarrow;
   * QueryCanceled
   */
  async convertToParquet(scan: JobScan, limits: OrcLimits): Promise<JobScan> {
    if (scan.format.is !== "orc") return scan;
    const files: JobFile[] = [];
    for (const file of scan.files) {
      const path = await this.#convertFile(file, limits);
      files.push({ ...file, path, counted: file.size, size: lstatSync(path).size });
    }
    return { ...scan, format: { is: "parquet", byPlace: scan.format.byPlace }, files };
  }

  /** Converts a Parquet file to an ORC file. @throws QueryFault NOT_SUPPORTED without pyarrow; NonFileError */
  async write(path: string, { to, compression }: { readonly to: string; readonly compression: string }): Promise<void> {
    const name = `${this.#files++}.orc`;
    const orc = join(this.#folder, name);
    await ignoreMissing(this.#orc.write(path, orc, { compression: COMPRESSIONS[compression] ?? "zlib" }));
    takeUntrustedFile(this.#folder, [name], to);
  }

  close(): Promise<void> {
    return this.#orc.close();
  }

  async #convertFile(file: JobFile, limits: OrcLimits): Promise<string> {
    for (;;) {
      const known = this.#written.get(file.path);
      try {
        return await (known ?? this.#convert(file, limits));
      } catch (error) {
        // Another query that was converting this file has been canceled.
        if (known === undefined || !(error instanceof QueryCanceledError) || limits.signal.aborted) throw error;
      }
    }
  }

  #convert(file: JobFile, limits: OrcLimits): Promise<string> {
    const path = join(this.#folder, `${this.#files++}-${basename(file.path)}.parquet`);
    const created = ignoreMissing(this.#orc.read(file.path, path, limits), file, limits.timeoutMs).then(() => path);
    this.#written.set(file.path, created);
    created.catch(() => {
      this.#written.delete(file.path);
      removeUntrustedFolder(path);
    });
    return created;
  }
}

async function ignoreMissing(work: Promise<unknown>, file?: JobFile, timeoutMs = 0): Promise<void> {
  try {
    await work;
  } catch (cause) {
    if (cause instanceof OrcStoppedError) throw Object.assign(createStoppedFault(cause, timeoutMs), { cause });
    const why = cause instanceof Error ? cause.message : String(cause);
    if (cause instanceof OrcUnavailable || file === undefined)
      throw Object.assign(new QueryFault("NOT_SUPPORTED", why), { cause });
    throw Object.assign(
      new QueryFault(
        "HIVE_BAD_DATA",
        `Error opening Hive split ${file.uri} (offset=0, length=${file.size}): Malformed ORC file. ${why}`,
      ),
      { cause },
    );
  }
}

function createStoppedFault({ reason }: OrcStoppedError, timeoutMs: number): Error {
  if (reason === "canceled") return new QueryCanceledError("the query was canceled");
  return reason === "time" ? createTimeoutFault(timeoutMs) : createMemoryFault();
}
