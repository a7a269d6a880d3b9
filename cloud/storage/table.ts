import { renameSync, rmSync } from "node:fs";
import { AppendLog } from "./append-log";

/** A change to a table: `[key, document]` sets, `[key]` removes. */
type Change = readonly [key: string, document?: unknown];

/** Compact when more than this share of the changes on disk no longer counts… */
const WASTE_FACTOR = 4;
/** …but not for a handful of changes. */
const FEWEST_CHANGES = 1_000;

/**
 * Small documents by key, in memory and in a log: streams, roles, buckets, not records. A change is with the operating
 * system before `set` or `remove` returns; an error leaves both memory and log as they were.
 *
 * Documents are JSON: plain data, replaced as a whole, never changed in place.
 */
export class Table<T> {
  readonly #path: string;
  readonly #onCut: (line: string) => void;
  readonly #documents = new Map<string, T>();
  #log: AppendLog;
  #changes = 0;

  constructor(path: string, onCut: (line: string) => void) {
    this.#path = path;
    this.#onCut = onCut;
    rmSync(`${path}.new`, { force: true });
    this.#log = this.#open(path);
  }

  get size(): number {
    return this.#documents.size;
  }

  get(key: string): T | undefined {
    return this.#documents.get(key);
  }

  /** All documents, in the order in which their keys were first set. */
  values(): readonly T[] {
    return [...this.#documents.values()];
  }

  set(key: string, document: T): void {
    this.#write([key, document]);
    this.#documents.set(key, document);
  }

  remove(key: string): void {
    if (!this.#documents.has(key)) return;
    this.#write([key]);
    this.#documents.delete(key);
  }

  flush(): Promise<void> {
    return this.#log.flush();
  }

  close(): void {
    this.#log.close();
  }

  #open(path: string): AppendLog {
    this.#changes = 0;
    const replay = (payload: Buffer): void => {
      // The border: only this class writes these files.
      const [key, document] = JSON.parse(payload.toString("utf8")) as [string, T?];
      this.#changes += 1;
      if (document === undefined) this.#documents.delete(key);
      else this.#documents.set(key, document);
    };
    return new AppendLog(path, { replay, onCut: this.#onCut });
  }

  #write(change: Change): void {
    if (this.#changes > FEWEST_CHANGES && this.#changes > WASTE_FACTOR * this.#documents.size) this.#compact();
    this.#log.append([Buffer.from(JSON.stringify(change))]);
    this.#changes += 1;
  }

  /** Writes what counts beside the log and puts it in the log's place in one step. */
  #compact(): void {
    const snapshot = new AppendLog(`${this.#path}.new`, { replay: () => undefined, onCut: this.#onCut });
    snapshot.append([...this.#documents].map((change) => Buffer.from(JSON.stringify(change))));
    snapshot.close();
    this.#log.close();
    renameSync(`${this.#path}.new`, this.#path);
    this.#log = this.#open(this.#path);
  }
}
