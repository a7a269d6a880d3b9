import { closeSync, constants, fdatasyncSync, fstatSync, ftruncateSync, openSync, rmSync, writeSync } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import { syncFolder } from "../../../storage/private-folder";
import type { BatchMemory } from "./batch-memory";

/** A blob of up to this size is written synchronously in one go when it is complete: a switch to other threads would cost more than the write. */
const SMALL_BYTES = 256 * 1024;

const { O_WRONLY, O_CREAT, O_TRUNC } = constants;
/** A link in place of a blob leads to a file that isn't the cloud's: it is never written through. */
const WRITE_NO_LINK = O_WRONLY | O_CREAT | (constants.O_NOFOLLOW ?? 0);

/** Where a blob is written. */
interface BlobLocation {
  readonly id: number;
  readonly path: string;
  /** Whether `finish` waits for the disk itself. */
  readonly survivesPowerLoss: boolean;
  readonly memory: BatchMemory;
}

/** Writes one blob in constant memory: while one batch is filled, the one before it is written. */
export class BlobWriter {
  readonly id: number;
  readonly #location: BlobLocation;
  #batch: Uint8Array[] = [];
  #batchBytes = 0;
  #file: FileHandle | undefined;
  #writing: Promise<unknown> = Promise.resolve();
  #isEnded = false;

  constructor(location: BlobLocation) {
    this.id = location.id;
    this.#location = location;
    location.memory.begin();
  }

  /** @throws the operating system's error (ENOSPC) of this batch or the one before it */
  async write(bytes: Uint8Array): Promise<void> {
    this.#batch.push(bytes);
    this.#batchBytes += bytes.byteLength;
    if (this.#batchBytes >= this.#location.memory.batchBytes) await this.#flush();
  }

  /** Resolves when all bytes are written to the operating system, or with `survivesPowerLoss` to the disk. */
  async finish(): Promise<void> {
    if (this.#file === undefined && this.#batchBytes <= SMALL_BYTES) this.#writeSmall();
    else {
      await this.#flush();
      await this.#writing;
      if (this.#location.survivesPowerLoss) await this.#file?.datasync();
      await this.#close();
    }
    if (this.#location.survivesPowerLoss) syncFolder(dirname(this.#location.path));
    this.#end();
  }

  /** Removes the blob, whatever its state. Never fails: the next start removes a file that is left. */
  async discard(): Promise<void> {
    this.#end();
    await this.#writing.catch(() => undefined);
    await this.#close().catch(() => undefined);
    try {
      rmSync(this.#location.path, { force: true });
    } catch {
      // The next start removes the file.
    }
  }

  #end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#location.memory.end();
  }

  async #flush(): Promise<void> {
    const batch = this.#batch;
    this.#batch = [];
    this.#batchBytes = 0;
    await this.#writing;
    this.#file ??= await open(this.#location.path, WRITE_NO_LINK | O_TRUNC, 0o600);
    const file = this.#file;
    this.#writing = writeAll(file, batch);
    // The next `await` of the promise gets the error; until then Node must not report it as unhandled.
    this.#writing.catch(() => undefined);
  }

  #writeSmall(): void {
    // Not "w": truncating an existing file and filling it again costs more than overwriting it.
    const fd = openSync(this.#location.path, WRITE_NO_LINK, 0o600);
    try {
      const bytes =
        this.#batch.length === 1 && this.#batch[0] !== undefined ? this.#batch[0] : Buffer.concat(this.#batch);
      for (let at = 0; at < bytes.byteLength;) at += writeSync(fd, bytes, at);
      if (fstatSync(fd).size > bytes.byteLength) ftruncateSync(fd, bytes.byteLength);
      if (this.#location.survivesPowerLoss) fdatasyncSync(fd);
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

/**
 * `writev` may write fewer bytes than it is given, as when the disk fills up: writing the rest then throws the reason.
 */
async function writeAll(file: FileHandle, batch: readonly Uint8Array[]): Promise<void> {
  if (batch.length === 0) return;
  const bytes = batch.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const { bytesWritten } = await file.writev(batch);
  if (bytesWritten < bytes) await file.writeFile(Buffer.concat(batch).subarray(bytesWritten));
}
