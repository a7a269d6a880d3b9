import { lstatSync } from "node:fs";
import { basename, join } from "node:path";
import { Orc, OrcUnavailable, type OrcOptions, type OrcPlace } from "../../../../columnar/orc";
import { takeOthersFile } from "../../../../others-folder";
import type { JobFile, JobScan } from "../process/job";
import { QueryFault } from "../query-engine";

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
  readonly #made = new Map<string, Promise<JobFile["path"]>>();
  #written = 0;

  /** @param folder for the converted files; must exist when the first is written */
  constructor(folder: string, python: string | undefined, place: Pick<OrcPlace, "confine" | "readable">) {
    this.#folder = folder;
    this.#orc = new Orc(python, { ...place, writable: [folder] });
  }

  /** An ORC scan turned into a scan of Parquet files; other scans as they are. @throws QueryFault HIVE_BAD_DATA, NOT_SUPPORTED without pyarrow */
  async asParquet(scan: JobScan): Promise<JobScan> {
    if (scan.format.is !== "orc") return scan;
    const files: JobFile[] = [];
    for (const file of scan.files) {
      const path = await this.#parquetOf(file);
      files.push({ ...file, path, counted: file.size, size: lstatSync(path).size });
    }
    return { ...scan, format: { is: "parquet", byPlace: scan.format.byPlace }, files };
  }

  /** Converts a Parquet file to an ORC file. @throws QueryFault NOT_SUPPORTED without pyarrow; NotAFile */
  async write(path: string, { to, compression }: { readonly to: string; readonly compression: string }): Promise<void> {
    const name = `${this.#written++}.orc`;
    const orc = join(this.#folder, name);
    await unlessMissing(this.#orc.write(path, orc, { compression: COMPRESSIONS[compression] ?? "zlib" }));
    takeOthersFile(this.#folder, [name], to);
  }

  close(): Promise<void> {
    return this.#orc.close();
  }

  #parquetOf(file: JobFile): Promise<string> {
    const known = this.#made.get(file.path);
    if (known !== undefined) return known;
    const path = join(this.#folder, `${this.#made.size}-${basename(file.path)}.parquet`);
    const made = unlessMissing(this.#orc.read(file.path, path), file).then(() => path);
    this.#made.set(file.path, made);
    made.catch(() => this.#made.delete(file.path));
    return made;
  }
}

async function unlessMissing(work: Promise<unknown>, file?: JobFile): Promise<void> {
  try {
    await work;
  } catch (cause) {
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
