import { closeSync, constants, fdatasyncSync, fstatSync, ftruncateSync, openSync, rmSync, writeSync } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import { syncFolder } from "../../../storage/sync-folder";
import type { BatchMemory } from "./batch-memory";

/** A blob of up to this size is written in one go when it is complete, without a detour over other threads, which costs more than the write. */
const SMALL_BYTES = 256 * 1024;

/** Where a blob goes. */
export interface BlobPlace {
  readonly id: number;
  readonly path: string;
  /** Whether `finish` waits for the disk itself. */
  readonly survivesPowerLoss: boolean;
  readonly memory: BatchMemory;
}

/** Writes one blob in constant memory: one batch being filled, one on its way to the disk. */
export class BlobWriter {
  readonly id: number;
  readonly #place: BlobPlace;
  #batch: Uint8Array[] = [];
  #batchBytes = 0;
  #file: FileHandle | undefined;
  #writing: Promise<unknown> = Promise.resolve();
  #isEnded = false;

  constructor(place: BlobPlace) {
    this.id = place.id;
    this.#place = place;
    place.memory.begin();
  }

  /** @throws the operating system's error (ENOSPC) of this batch or the one before it */
  async write(bytes: Uint8Array): Promise<void> {
    this.#batch.push(bytes);
    this.#batchBytes += bytes.byteLength;
    if (this.#batchBytes >= this.#place.memory.batchBytes) await this.#flush();
  }

  /** Resolves when all bytes are with the operating system, or on the disk where that is asked for. */
  async finish(): Promise<void> {
    if (this.#file === undefined && this.#batchBytes <= SMALL_BYTES) this.#writeSmall();
    else {
      await this.#flush();
      await this.#writing;
      if (this.#place.survivesPowerLoss) await this.#file?.datasync();
      await this.#close();
    }
    if (this.#place.survivesPowerLoss) syncFolder(dirname(this.#place.path));
    this.#end();
  }

  /** Drops the blob, whatever state it is in. Never fails: the next start sweeps what is left. */
  async discard(): Promise<void> {
    this.#end();
    await this.#writing.catch(() => undefined);
    await this.#close().catch(() => undefined);
    try {
      rmSync(this.#place.path, { force: true });
    } catch {
      // Swept at the next start.
    }
  }

  #end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#place.memory.end();
  }

  async #flush(): Promise<void> {
    const batch = this.#batch;
    this.#batch = [];
    this.#batchBytes = 0;
    await this.#writing;
    this.#file ??= await open(this.#place.path, "w", 0o600);
    const file = this.#file;
    this.#writing = writeAll(file, batch);
    // Whoever awaits it next is told; until then nobody calls it unhandled.
    this.#writing.catch(() => undefined);
  }

  #writeSmall(): void {
    // Not "w": to empty a file that is there, and to fill it again, costs more than to write over it.
    const fd = openSync(this.#place.path, constants.O_WRONLY | constants.O_CREAT, 0o600);
    try {
      const bytes =
        this.#batch.length === 1 && this.#batch[0] !== undefined ? this.#batch[0] : Buffer.concat(this.#batch);
      for (let at = 0; at < bytes.byteLength;) at += writeSync(fd, bytes, at);
      if (fstatSync(fd).size > bytes.byteLength) ftruncateSync(fd, bytes.byteLength);
      if (this.#place.survivesPowerLoss) fdatasyncSync(fd);
    } finally {
      closeSync(fd);
    }
  }

  async #close(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    await file?.close();
  }
}

/** `writev` may take fewer bytes than it is given, as when the disk fills up: the rest then tells why. */
async function writeAll(file: FileHandle, batch: readonly Uint8Array[]): Promise<void> {
  if (batch.length === 0) return;
  const bytes = batch.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const { bytesWritten } = await file.writev(batch);
  if (bytesWritten < bytes) await file.writeFile(Buffer.concat(batch).subarray(bytesWritten));
}
