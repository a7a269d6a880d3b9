import { closeSync, constants, lstatSync, mkdirSync, openSync, readdirSync, readSync, rmSync, unlink } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { BatchMemory } from "./batch-memory";
import { BlobWriter } from "./blob-writer";
import { FileStream } from "../../../core/file-stream";
import { type ByteRange, countRangeBytes } from "./byte-range";
import type { Blob } from "./stored-object";

/** Larger blobs are removed at once. */
const MAX_BYTES = 64 * 1024;
const MAX_BLOBS = 64;
/** ms of real time without another free blob, after which the kept ones are removed. */
const RETENTION_MS = 100;

/**
 * Numbers of small blobs that are no longer used. A new blob reuses such a number and its file: creating and removing a
 * file costs several times as much as overwriting an existing one.
 */
class FreeBlobs {
  readonly #remove: (id: number) => void;
  #ids: number[] = [];
  #removal: NodeJS.Timeout | undefined;

  /** @param remove called for blobs that were not reused */
  constructor(remove: (id: number) => void) {
    this.#remove = remove;
  }

  /** @returns whether the blob is kept for reuse */
  offer({ blob, size }: Blob): boolean {
    if (size > MAX_BYTES || this.#ids.length >= MAX_BLOBS) return false;
    this.#ids.push(blob);
    this.#removal ??= setTimeout(() => this.takeAll().forEach(this.#remove), RETENTION_MS).unref();
    this.#removal.refresh();
    return true;
  }

  /** @returns the number of a free blob; undefined if there is none */
  take(): number | undefined {
    return this.#ids.pop();
  }

  takeAll(): number[] {
    return this.#ids.splice(0);
  }
}

/** The number of blobs in one subfolder. */
const BLOBS_PER_FOLDER = 4096;
/** A link in place of a blob leads to a file that isn't the cloud's: it is never followed. Windows lacks the flag. */
const READ_NO_LINK = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0);
const toFolderNumber = (id: number): number => Math.floor(id / BLOBS_PER_FOLDER);
/** Reads up to this size answer in one piece; larger ones are streamed. */
const ONE_PIECE_BYTES = 256 * 1024;

/**
 * The bytes of all objects and parts: one file each, named by a number. A blob is written once, and does not change
 * while the index refers to it or its file's path is in use. Blobs that the index does not refer to are removed at the
 * next start.
 */
export class BlobFolder {
  readonly folder: string;
  readonly #survivesPowerLoss: boolean;
  #next = 1;
  #madeFolder = -1;
  readonly #memory = new BatchMemory();
  readonly #free = new FreeBlobs((id) => this.#unlink(id));
  readonly #retained = new Map<number, number>();
  /** Blobs that were removed while held, by number. */
  readonly #removedWhileHeld = new Map<number, Blob>();
  /** Paths of blobs up to this number were given to other programs, which may cache the content. */
  #highestReported = 0;

  /** @param folder an existing folder */
  constructor(folder: string, survivesPowerLoss: boolean) {
    this.folder = folder;
    this.#survivesPowerLoss = survivesPowerLoss;
  }

  /**
   * Removes every blob that the index does not refer to: blobs that a killed process was writing, or had not removed
   * yet. Must be called once, before the first write.
   *
   * @param named   gives all blobs that the index refers to; may be called several times
   * @param isSpared whether the blobs are left where they are, since the index may lack some of its changes
   * @returns the number of blobs that the index does not refer to
   */
  sweep(named: () => Iterable<number>, isSpared = false): number {
    const counts = new Map<number, number>();
    for (const id of named()) {
      this.#next = Math.max(this.#next, id + 1);
      counts.set(toFolderNumber(id), (counts.get(toFolderNumber(id)) ?? 0) + 1);
    }
    // Names are compared only in subfolders with too many files, since there may be a million in all.
    const crowded = this.#listFiles().filter(
      ({ folder, files }) => isSpared || files.length > (counts.get(Number.parseInt(folder, 36)) ?? 0),
    );
    const folders = new Set(crowded.map(({ folder }) => folder));
    const stored = new Set<number>();
    for (const id of folders.size === 0 ? [] : named())
      if (folders.has(toFolderNumber(id).toString(36))) stored.add(id);
    const unnamed = crowded.flatMap(({ folder, files }) =>
      files.filter((name) => !stored.has(Number.parseInt(name, 36))).map((name) => ({ folder, name })),
    );
    for (const { folder, name } of unnamed) {
      if (isSpared) this.#next = Math.max(this.#next, Number.parseInt(name, 36) + 1);
      else rmSync(join(this.folder, folder, name), { recursive: true });
    }
    return unnamed.length;
  }

  /** The names of all files, by subfolder. */
  #listFiles(): { readonly folder: string; readonly files: readonly string[] }[] {
    return readdirSync(this.folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name: folder }) => ({ folder, files: readdirSync(join(this.folder, folder)) }));
  }

  /** Begins a new blob. */
  create(): BlobWriter {
    const free = this.#free.take();
    if (free !== undefined) return this.#createWriter(free);
    const id = this.#next++;
    const folder = toFolderNumber(id);
    if (folder !== this.#madeFolder) mkdirSync(join(this.folder, folder.toString(36)), { recursive: true });
    this.#madeFolder = folder;
    return this.#createWriter(id);
  }

  /** The file of a blob. */
  getPath(id: number): string {
    return join(this.folder, toFolderNumber(id).toString(36), id.toString(36));
  }

  /**
   * The file of a blob, for a program that follows links.
   *
   * @throws Error if it is a link
   */
  getPlainPath(id: number): string {
    const path = this.getPath(id);
    if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) throw new Error(`blob ${id} is a link`);
    return path;
  }

  /**
   * Opens a blob at once, so that it can be read to the end even if it is removed meanwhile.
   *
   * @returns the bytes if they are few, otherwise a stream that must be read to its end or destroyed
   */
  read(id: number, range: ByteRange): Buffer | Readable {
    const fd = openSync(this.getPath(id), READ_NO_LINK);
    const length = countRangeBytes(range);
    if (length > ONE_PIECE_BYTES) return new FileStream({ fd, first: range.first, last: range.last });
    try {
      const bytes = Buffer.allocUnsafe(length);
      if (readSync(fd, bytes, 0, length, range.first) !== length)
        throw new Error(`blob ${id} is shorter than the index says`);
      return bytes;
    } finally {
      closeSync(fd);
    }
  }

  /** The bytes of a blob in pieces; the blob is opened at once, as in `read`. */
  readPieces(id: number, range: ByteRange): AsyncIterable<Buffer> {
    const bytes = this.read(id, range);
    return bytes instanceof Readable ? bytes : Readable.from([bytes]);
  }

  /** Removes blobs that the index no longer refers to; held blobs are removed later. */
  remove(blobs: Iterable<Blob>): void {
    for (const blob of blobs) {
      if (this.#retained.has(blob.blob)) this.#removedWhileHeld.set(blob.blob, blob);
      // After a power loss the index may refer again to blobs that were removed last.
      else if (this.#survivesPowerLoss || blob.blob <= this.#highestReported || !this.#free.offer(blob))
        this.#unlink(blob.blob);
    }
  }

  /** Removes the files that are kept for reuse. */
  close(): void {
    for (const id of this.#free.takeAll()) rmSync(this.getPath(id), { force: true });
  }

  /** Keeps blobs' files in place until the returned function is called. */
  retain(ids: readonly number[]): () => void {
    for (const id of ids) {
      this.#retained.set(id, (this.#retained.get(id) ?? 0) + 1);
      this.#highestReported = Math.max(this.#highestReported, id);
    }
    let isReleased = false;
    return () => {
      if (isReleased) return;
      isReleased = true;
      for (const id of ids) this.#release(id);
    };
  }

  #createWriter(id: number): BlobWriter {
    return new BlobWriter({
      id,
      path: this.getPath(id),
      survivesPowerLoss: this.#survivesPowerLoss,
      memory: this.#memory,
    });
  }

  /** Removes a file without waiting: a file that cannot be removed now is removed at the next start. */
  #unlink(id: number): void {
    unlink(this.getPath(id), () => undefined);
  }

  #release(id: number): void {
    const holders = (this.#retained.get(id) ?? 1) - 1;
    if (holders > 0) this.#retained.set(id, holders);
    else {
      this.#retained.delete(id);
      const removed = this.#removedWhileHeld.get(id);
      this.#removedWhileHeld.delete(id);
      if (removed !== undefined) this.remove([removed]);
    }
  }
}
