import { renameSync, rmSync } from "node:fs";
import type { AppendLog } from "../../../storage/append-log";
import type { Payload } from "../../../storage/frames";
import type { Storage } from "../../../storage/storage";

const NAME = "s3/index";
/** The name of a new log while it is written, before it replaces the old one. */
const NEXT_NAME = "s3/index-next";

/** The log is compacted when it holds more than this many changes for each one that is still needed… */
const WASTE_FACTOR = 4;
/** …but not for a handful of changes. */
const MIN_CHANGES = 10_000;
/** How many changes are written in one go when the log is compacted. */
const CHANGES_AT_ONCE = 1_000;

/** The state that is built from a log, as far as the log uses it. */
interface Loggable<Change> {
  apply(change: Change): unknown;
  /** Applies a change although an earlier one was lost. */
  applyWithoutEarlier(change: Change): void;
  listChanges(): Iterable<Change>;
  readonly size: number;
}

/** The log of changes to the index, on disk: applied in order, they give the index. */
export class IndexLog<Change> {
  readonly #storage: Storage;
  readonly #state: Loggable<Change>;
  #log: AppendLog;
  #changes = 0;
  /** Whether changes that the log once held may be missing. */
  readonly isIncomplete: boolean;

  /** Reads the log into `state`, which is empty. */
  constructor(storage: Storage, state: Loggable<Change>) {
    this.#storage = storage;
    this.#state = state;
    const left = storage.log(NEXT_NAME, () => undefined);
    storage.release(left);
    rmSync(left.path);
    let failure: unknown;
    this.#log = storage.log(NAME, (payload) => {
      this.#changes += 1;
      // The border: only this class writes the file.
      const change = JSON.parse(payload.toString("utf8")) as Change;
      try {
        state.apply(change);
      } catch (error) {
        failure ??= error;
        state.applyWithoutEarlier(change);
      }
    });
    this.isIncomplete = this.#log.isIncomplete;
    if (failure === undefined) return;
    // In an undamaged log a change that cannot be applied is a bug.
    if (!this.isIncomplete) throw failure;
    this.#rewrite();
  }

  /**
   * Writes changes, all or none, to the operating system before it returns.
   *
   * @throws the operating system's error (ENOSPC), with nothing written
   */
  append(changes: readonly Change[]): void {
    if (this.#changes > MIN_CHANGES && this.#changes > WASTE_FACTOR * this.#state.size) this.#rewrite();
    this.#log.append(changes.map(createFrame));
    this.#changes += changes.length;
  }

  /**
   * Compacts the log: leaves out changes that later ones superseded. The old log stays until the new one is complete.
   */
  #rewrite(): void {
    const next = this.#storage.log(NEXT_NAME, () => undefined);
    let written = 0;
    try {
      for (const some of splitIntoChunks(this.#state.listChanges(), CHANGES_AT_ONCE)) {
        next.append(some.map(createFrame));
        written += some.length;
      }
    } catch (error) {
      this.#storage.release(next);
      rmSync(next.path);
      throw error;
    }
    this.#storage.release(next);
    this.#storage.release(this.#log);
    renameSync(next.path, this.#log.path);
    this.#log = this.#storage.log(NAME, () => undefined);
    this.#changes = written;
  }
}

const createFrame = (change: unknown): Payload => [Buffer.from(JSON.stringify(change), "utf8")];

function* splitIntoChunks<T>(items: Iterable<T>, size: number): Generator<T[]> {
  let some: T[] = [];
  for (const item of items) {
    some.push(item);
    if (some.length < size) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}
