import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { AppendLog, type LogOptions } from "./append-log";
import { findCopyPath } from "./damaged-copy";
import { isPresent } from "./if-present";
import { PRIVATE_FOLDER, syncFolder } from "./private-folder";

interface TableOptions extends Omit<LogOptions, "replay"> {
  /** Whether a compacted log must be flushed to the disk before it replaces the old one. */
  readonly survivesPowerLoss?: boolean;
}

/**
 * A change to a table: `[key, document]` sets, `[key]` removes. A frame of the log holds one change, or a list of
 * changes.
 */
type Change<T = unknown> = readonly [key: string, document?: T];

/** Compact when the log holds more than this many changes for each document… */
const WASTE_FACTOR = 4;
/** …but only if it holds at least this many. */
const MIN_CHANGES = 1_000;
/** How many documents a frame of a compacted log holds: to read a frame costs as much as to read a few documents. */
const BATCH = 500;
/** Compact at the start if there are this many frames, most of them with few documents. */
const MANY_FRAMES = 10_000;

/**
 * Small documents by key, in memory and in a log: streams, roles, buckets, not records. `set` and `remove` return when
 * the operating system has the change; an error leaves both memory and log unchanged. The log's file is created with
 * the first change: a cloud has many more tables than most of its users fill.
 *
 * Documents are JSON: plain data, replaced as a whole, never changed in place.
 */
export class Table<T> {
  readonly #path: string;
  readonly #options: TableOptions;
  readonly #documents = new Map<string, T>();
  /** Undefined until the table's first change. */
  #log: AppendLog | undefined;
  #changes = 0;
  #frames = 0;
  #isClosed = false;
  #isIncomplete = false;
  #isOpened = false;

  constructor(path: string, options: TableOptions) {
    this.#path = path;
    this.#options = options;
    if (isPresent(`${path}.new`)) rmSync(`${path}.new`);
    if (isPresent(path)) this.#log = this.#open(path);
    else if ((options.closedBytes ?? 0) > 0) writeFileSync(findCopyPath(path), "");
    // Looked up before the log is compacted, which changes nothing about it.
    this.#isIncomplete = this.#log?.isIncomplete ?? isPresent(findCopyPath(path));
    if (this.#frames > MANY_FRAMES && this.#frames * (BATCH / 10) > this.#documents.size) this.#compact();
  }

  get size(): number {
    return this.#documents.size;
  }

  get(key: string): T | undefined {
    return this.#documents.get(key);
  }

  /** All documents, in the order in which their keys were first set. */
  listValues(): readonly T[] {
    return [...this.#documents.values()];
  }

  set(key: string, document: T): void {
    this.change([[key, document]]);
  }

  remove(key: string): void {
    if (this.#documents.has(key)) this.change([[key]]);
  }

  /** Sets and removes documents, all of them or none. */
  change(changes: readonly Change<T>[]): void {
    this.#write(changes);
    for (const change of changes) this.#apply(change);
  }

  /** All keys with their documents, in the order in which they were first set. */
  listEntries(): IterableIterator<[string, T]> {
    return this.#documents.entries();
  }

  /** Whether documents that the table once held may be missing: see `AppendLog.isIncomplete`. */
  get isIncomplete(): boolean {
    return this.#isIncomplete;
  }

  get isOnDisk(): boolean {
    return this.#log?.isOnDisk ?? true;
  }

  async flush(): Promise<void> {
    await this.#log?.flush();
  }

  close(): void {
    this.#isClosed = true;
    this.#log?.close();
  }

  #open(path: string): AppendLog {
    this.#changes = 0;
    this.#frames = 0;
    const replay = (payload: Buffer): void => {
      // The border: only this class writes these files.
      const frame = JSON.parse(payload.toString("utf8")) as Change<T> | readonly Change<T>[];
      const changes = isSingle(frame) ? [frame] : frame;
      this.#frames += 1;
      this.#changes += changes.length;
      for (const change of changes) this.#apply(change);
    };
    // The size at the last close says nothing about a compacted file.
    const { closedBytes } = this.#isOpened ? { closedBytes: undefined } : this.#options;
    this.#isOpened = true;
    return new AppendLog(path, { ...this.#options, closedBytes, replay });
  }

  #apply([key, document]: Change<T>): void {
    if (document === undefined) this.#documents.delete(key);
    else this.#documents.set(key, document);
  }

  #write(changes: readonly Change<T>[]): void {
    if (changes.length === 0) return;
    if (this.#changes > MIN_CHANGES && this.#changes > WASTE_FACTOR * this.#documents.size) this.#compact();
    this.#log ??= this.#begin();
    this.#log.append([createFrame(changes)]);
    this.#changes += changes.length;
    this.#frames += 1;
  }

  #begin(): AppendLog {
    // After the close another cloud may use the folder, or it may be removed.
    if (this.#isClosed) throw new Error(`${this.#path} is closed.`);
    const folder = dirname(this.#path);
    mkdirSync(folder, PRIVATE_FOLDER);
    const log = this.#open(this.#path);
    // A new file must survive a power loss with its name: otherwise its contents are lost with the name.
    if (this.#options.survivesPowerLoss) syncFolder(folder);
    return log;
  }

  /** Writes the current documents into a new log beside the old one, and replaces the old one in one step. */
  #compact(): void {
    const snapshot = new AppendLog(`${this.#path}.new`, {
      ...this.#options,
      closedBytes: undefined,
      replay: () => undefined,
    });
    const all = [...this.#documents];
    for (let index = 0; index < all.length; index += BATCH)
      snapshot.append([createFrame(all.slice(index, index + BATCH))]);
    const { survivesPowerLoss } = this.#options;
    // The old log was flushed to the disk: after a power loss there must not be an empty file, nor the old log, in its
    // place.
    if (survivesPowerLoss) snapshot.flushNow();
    snapshot.close();
    this.#log?.close();
    renameSync(`${this.#path}.new`, this.#path);
    if (survivesPowerLoss) syncFolder(dirname(this.#path));
    this.#log = this.#open(this.#path);
  }
}

const isSingle = <T>(frame: Change<T> | readonly Change<T>[]): frame is Change<T> => typeof frame[0] === "string";
const createFrame = (changes: readonly Change[]): Buffer =>
  Buffer.from(JSON.stringify(changes.length === 1 ? changes[0] : changes));
