import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppendLog, type LogOptions } from "./append-log";
import { takeClosingRecord, writeClosingRecord } from "./closing-record";
import { readIfPresent, isMissing, isPresent } from "./if-present";
import { lockFolder, type FolderLock } from "./folder-lock";
import { OpenFiles } from "./open-files";
import { makePrivate, PRIVATE_FOLDER } from "./private-folder";
import { removeUntrustedFolder } from "../../foundation/untrusted-folder";
import { Table } from "./table";

interface StorageOptions {
  /** The data folder, which is kept; if undefined, a temporary folder is used, and removed on close. */
  readonly data: string | undefined;
  /** Whether `waitUntilDurable` waits for the disk itself, so that an acknowledged write survives a power loss. */
  readonly survivesPowerLoss: boolean;
  /** Called with a line about damage that was repaired. */
  readonly onCut: (line: string) => void;
}

/** A log or a table. */
interface Flushable {
  readonly isOnDisk: boolean;
  flush(): Promise<void>;
  close(): void;
}

/** The version of the folder's layout. Any other version is refused with an error message. */
const FORMAT = 2;

/** The folder of one cloud, and the logs and tables that are open in it. */
export class Storage {
  readonly folder: string;
  /** Whether files that a service writes itself must be flushed to the disk before the service answers. */
  readonly survivesPowerLoss: boolean;
  readonly #options: StorageOptions;
  readonly #lock: FolderLock;
  readonly #files = new OpenFiles();
  readonly #open = new Set<Flushable>();
  /** The sizes of files when a cloud closed them last, until they are opened. */
  #closedBytes = new Map<string, number>();

  /** @throws Error if another cloud uses the folder at the moment, or if its format is another */
  constructor(options: StorageOptions) {
    this.#options = options;
    this.survivesPowerLoss = options.survivesPowerLoss;
    if (options.data !== undefined) mkdirSync(options.data, PRIVATE_FOLDER);
    this.folder = options.data ?? mkdtempSync(join(tmpdir(), "lab-cloud-"));
    this.#lock = lockFolder(this.folder);
    try {
      if (options.data !== undefined) makePrivate(this.folder, options.onCut);
      this.#checkFormat();
      // After the check, which may refuse to start: a later start then compares as well.
      if (options.data !== undefined) this.#closedBytes = takeClosingRecord(this.folder, options.onCut);
    } catch (error) {
      this.#lock.release();
      throw error;
    }
  }

  get isDurable(): boolean {
    return this.#options.data !== undefined;
  }

  /** Whether a table was ever changed in this folder. @param name as for `table` */
  hasTable(name: string): boolean {
    return isPresent(join(this.folder, "services", `${name}.table`));
  }

  /** A table of small documents. @param name such as `kinesis/streams` */
  openTable<T>(name: string): Table<T> {
    return this.#keep(
      new Table<T>(join(this.folder, "services", `${name}.table`), {
        onCut: this.#options.onCut,
        files: this.#files,
        survivesPowerLoss: this.survivesPowerLoss,
        closedBytes: this.#takeClosedBytes(`services/${name}.table`),
      }),
    );
  }

  /** A log of frames. @param name such as `kinesis/records/<stream id>/0000000000000000` @param replay as in LogOptions */
  log(name: string, replay?: LogOptions["replay"]): AppendLog {
    return this.#keep(
      new AppendLog(this.#getPath(`${name}.log`), {
        replay,
        onCut: this.#options.onCut,
        files: this.#files,
        closedBytes: this.#takeClosedBytes(`services/${name}.log`),
      }),
    );
  }

  /** The names of the logs in a folder of logs, in alphabetical order. @param folder such as `kinesis/<stream id>` */
  listLogs(folder: string): string[] {
    const path = join(this.folder, "services", folder);
    const files = readIfPresent(() => readdirSync(path)) ?? [];
    return files
      .filter((file) => file.endsWith(".log"))
      .map((file) => `${folder}/${file.slice(0, -".log".length)}`)
      .sort();
  }

  /** Removes a log or a folder of logs that is not open. */
  remove(name: string): void {
    const path = join(this.folder, "services", name);
    rmSync(`${path}.log`, { force: true });
    rmSync(path, { recursive: true, force: true });
  }

  /** Removes a folder that other programs could write to, if it exists. @param name as for `createSubfolder` */
  removeUntrusted(name: string): void {
    removeUntrustedFolder(join(this.folder, "services", name));
  }

  /** The names of the folders in a folder, in alphabetical order. */
  listFolders(folder: string): string[] {
    const path = join(this.folder, "services", folder);
    const entries = readIfPresent(() => readdirSync(path, { withFileTypes: true })) ?? [];
    return entries
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort();
  }

  /** A folder for a service's own files, made if it is missing. @param name such as `s3/objects` */
  createSubfolder(name: string): string {
    const path = join(this.folder, "services", name);
    mkdirSync(path, { recursive: true });
    return path;
  }

  /** Closes a log or table of this storage. */
  release(item: Flushable): void {
    this.#open.delete(item);
    item.close();
  }

  /** A small JSON document that is replaced as a whole, or undefined if it was never written. */
  readDocument<T>(name: string): T | undefined {
    try {
      return JSON.parse(readFileSync(join(this.folder, name), "utf8")) as T;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw new Error(`${join(this.folder, name)} cannot be read`, { cause: error });
    }
  }

  writeDocument(name: string, document: unknown): void {
    this.writeText(name, JSON.stringify(document));
  }

  /** Writes a small file as a whole, readable by its owner only. @returns the file's path */
  writeText(name: string, text: string): string {
    const path = join(this.folder, name);
    writeFileSync(`${path}.new`, text, { mode: 0o600, flush: this.survivesPowerLoss });
    renameSync(`${path}.new`, path);
    return path;
  }

  /** Resolves when all writes so far will survive a power loss, if this storage promises that; otherwise at once. */
  async waitUntilDurable(): Promise<void> {
    if (!this.survivesPowerLoss) return;
    const flushes: Promise<void>[] = [];
    // Thousands of logs may be open, but a request writes to only one or two.
    for (const item of this.#open) if (!item.isOnDisk) flushes.push(item.flush());
    await Promise.all(flushes);
  }

  /**
   * Closes all logs and tables and removes all services' data, including instances' disks; the cloud's keys and clock
   * stay.
   */
  clear(): void {
    this.#closeAll();
    removeUntrustedFolder(join(this.folder, "services"));
  }

  close(): void {
    this.#closeAll();
    if (this.isDurable) this.#writeClosingRecord();
    this.#lock.release();
    if (!this.isDurable) removeUntrustedFolder(this.folder);
  }

  #takeClosedBytes(file: string): number | undefined {
    const bytes = this.#closedBytes.get(file);
    this.#closedBytes.delete(file);
    return bytes;
  }

  /** Without the record, the next start only notices less: a full disk is no reason not to stop. */
  #writeClosingRecord(): void {
    try {
      writeClosingRecord(this.folder);
    } catch (error) {
      this.#options.onCut(`${this.folder}: the sizes of its files could not be noted: ${String(error)}`);
    }
  }

  #closeAll(): void {
    for (const item of this.#open) item.close();
    this.#open.clear();
  }

  #getPath(name: string): string {
    const path = join(this.folder, "services", name);
    mkdirSync(join(path, ".."), PRIVATE_FOLDER);
    return path;
  }

  #keep<O extends Flushable>(item: O): O {
    this.#open.add(item);
    return item;
  }

  #checkFormat(): void {
    const found = this.readDocument<{ readonly format: number }>("format.json");
    if (found === undefined) this.writeDocument("format.json", { format: FORMAT });
    else if (found.format !== FORMAT)
      throw new Error(`${this.folder} holds data of format ${found.format}; this lab cloud reads format ${FORMAT}.`);
  }
}
