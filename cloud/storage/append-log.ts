import {
  closeSync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  writeSync,
  writevSync,
} from "node:fs";
import { open } from "node:fs/promises";
import { DAMAGE, findCopyPath, describeCopy, keepDamaged } from "./damaged-copy";
import {
  FRAME_HEAD_BYTES,
  readFrame,
  readFrameLength,
  createFrameParts,
  createGapHead,
  isGapAt,
  countPayloadBytes,
  searchAfterDamage,
  writeFrame,
  type SearchResult,
  type Payload,
} from "./frames";
import { isPresent } from "./if-present";
import { OpenFiles, type OpenFile } from "./open-files";
import { makeFilePrivate } from "./private-folder";

/** The first bytes of every log: the file type and the version of its format. */
const MAGIC = Buffer.from("lablog2\n");
/** The size of a log without frames. */
export const EMPTY_LOG_BYTES = MAGIC.byteLength;
const READ_BYTES = 512 * 1024;
/** Writes up to this size are copied into one buffer first, which is faster than to write many pieces. */
const SMALL_WRITE_BYTES = 32 * 1024;
/** The maximum number of bytes whose checksums are calculated in the search for the next frame after damage: a second's work. */
const MAX_SEARCHED_BYTES = 512 * 1024 * 1024;
/** The buffer for small writes, shared by all logs: writes are synchronous. */
const smallWrite = Buffer.allocUnsafeSlow(SMALL_WRITE_BYTES);

export interface LogOptions {
  /**
   * Called with each frame in the file, in order; `offset` is where the frame's head begins. Without `replay` the file
   * is neither read nor cut, for a file that was closed whole: call `scan` before its frames are trusted.
   */
  readonly replay?: ((payload: Buffer, offset: number) => void) | undefined;
  /** Called with a line when a torn tail was cut off (a write that a kill or a power loss interrupted), or on damage. */
  readonly onCut: (line: string) => void;
  /** The size of the file when a cloud closed it last, if that is known: a frame must end there. */
  readonly closedBytes?: number | undefined;
  /** The pool of open files to use; by default its own. */
  readonly files?: OpenFiles | undefined;
}

/** A frame and its offset in the log. */
interface Frame {
  readonly payload: Buffer;
  /** Where the frame's head begins. */
  readonly offset: number;
}

/**
 * A file of checksummed frames that only grows. `append` returns when the operating system has the frame, so the frame
 * survives a `kill -9`; only `flush` makes it survive a power loss.
 */
export class AppendLog {
  readonly path: string;
  readonly #file: OpenFile;
  readonly #onCut: LogOptions["onCut"];
  readonly #closedBytes: number | undefined;
  #bytes: number;
  #lacksFrames = false;
  #isFlushed = true;
  #flushing: Promise<void> | undefined;

  /** @throws Error if the file isn't a log, or a log of another version */
  constructor(path: string, options: LogOptions) {
    this.path = path;
    this.#file = (options.files ?? new OpenFiles()).openFile(path);
    this.#onCut = options.onCut;
    this.#closedBytes = options.closedBytes;
    try {
      this.#bytes = this.#open(options);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** The file's size in bytes, which is also the offset of the next frame. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * Whether frames that the log once held may be missing: this opening cut some off, or there is a copy from before a
   * repair. Nothing must be removed because this log does not mention it.
   */
  get isIncomplete(): boolean {
    return this.#lacksFrames || isPresent(findCopyPath(this.path));
  }

  /**
   * Writes frames in one go: all of them, or none.
   *
   * @returns the offset of each frame's head
   * @throws  the operating system's error (ENOSPC) with the log left as it was
   */
  append(payloads: readonly Payload[]): number[] {
    const offsets: number[] = [];
    let end = this.#bytes;
    for (const payload of payloads) {
      offsets.push(end);
      end += FRAME_HEAD_BYTES + countPayloadBytes(payload);
    }
    const length = end - this.#bytes;
    this.#write(length <= SMALL_WRITE_BYTES ? [joinPayloads(payloads)] : payloads.flatMap(createFrameParts), length);
    this.#bytes = end;
    return offsets;
  }

  /** Reads `length` bytes at `offset`; fewer where the file ends. */
  read(offset: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(length, this.#bytes - offset)));
    let bytesRead = 0;
    while (bytesRead < bytes.byteLength) {
      const read = readSync(this.#file.descriptor, bytes, bytesRead, bytes.byteLength - bytesRead, offset + bytesRead);
      if (read === 0) break;
      bytesRead += read;
    }
    return bytes.subarray(0, bytesRead);
  }

  /**
   * The frames from an offset on, in order, until the end or the first frame that is torn or damaged. Repaired damage is
   * skipped.
   *
   * @param from      the offset of a frame's head
   * @param isTrusted whether to skip checksums, as is right for all frames that a replay or a scan has checked
   */
  *readFrames(from: number, isTrusted = false): Generator<Frame> {
    for (const { payload, offset, isGap } of this.#readAllFrames(from, isTrusted))
      if (!isGap) yield { payload, offset };
  }

  *#readAllFrames(from: number, isTrusted = false): Generator<Frame & { readonly isGap: boolean }> {
    let offset = from;
    while (offset < this.#bytes) {
      let chunk = this.read(offset, READ_BYTES);
      const requested = readFrameLength(chunk, 0);
      if (requested !== undefined && requested > chunk.byteLength) chunk = this.read(offset, requested);
      let at = 0;
      for (
        let payload = readFrame(chunk, at, isTrusted);
        payload !== undefined;
        payload = readFrame(chunk, at, isTrusted)
      ) {
        yield { payload, offset: offset + at, isGap: isGapAt(chunk, at) };
        at += FRAME_HEAD_BYTES + payload.byteLength;
      }
      if (at === 0) return;
      offset += at;
    }
  }

  /** Visits all frames of a file that was closed whole. Damage is repaired, and reported to `onCut`. */
  scan(visit: (payload: Buffer, offset: number) => void): void {
    const whole = this.#scanWholeFrames(visit);
    if (whole < this.#bytes) this.#repair(whole, this.#bytes);
  }

  /** Whether all appended frames are on the disk itself. */
  get isOnDisk(): boolean {
    return this.#isFlushed && this.#flushing === undefined;
  }

  /**
   * Resolves when all frames that were appended before the call are on the disk itself; simultaneous calls share one
   * flush.
   */
  async flush(): Promise<void> {
    // A flush that is under way does not include frames that were appended after it began.
    await this.#flushing;
    if (!this.#isFlushed)
      this.#flushing ??= this.#flush().finally(() => {
        this.#flushing = undefined;
      });
    // Another call may have begun the next flush meanwhile.
    await this.#flushing;
  }

  /** As `flush`, but synchronous: for a file that replaces another. */
  flushNow(): void {
    fdatasyncSync(this.#file.descriptor);
    this.#isFlushed = true;
  }

  close(): void {
    this.#file.close();
  }

  /** Flushes through its own descriptor, since the pool may close the shared one meanwhile. */
  async #flush(): Promise<void> {
    this.#isFlushed = true;
    try {
      const file = await open(this.path, "r+");
      try {
        await file.datasync();
      } finally {
        await file.close();
      }
    } catch (error) {
      this.#isFlushed = false;
      throw error;
    }
  }

  #open({ replay }: LogOptions): number {
    const stats = fstatSync(this.#file.descriptor);
    makeFilePrivate(this.#file.descriptor, stats);
    const { size } = stats;
    // The folder's storage has reported it. The copy tells later starts that frames are missing.
    if (size < (this.#closedBytes ?? 0)) keepDamaged(this.path);
    const magic = Buffer.alloc(Math.min(size, MAGIC.byteLength));
    readSync(this.#file.descriptor, magic, 0, magic.byteLength, 0);
    if (size < MAGIC.byteLength && MAGIC.subarray(0, size).equals(magic)) return this.#begin();
    if (!magic.equals(MAGIC))
      throw new Error(
        `${this.path} was not written by this version of the lab cloud. Keep it for the version that wrote it, or remove it.`,
      );
    this.#bytes = size;
    if (replay === undefined) return size;
    const whole = this.#scanWholeFrames(replay);
    if (whole < size) this.#cutOff(whole);
    return whole;
  }

  #begin(): number {
    ftruncateSync(this.#file.descriptor, 0);
    this.#bytes = 0;
    this.#write([MAGIC], MAGIC.byteLength);
    return MAGIC.byteLength;
  }

  /**
   * Visits the frames, and repairs damage after which others follow.
   *
   * @returns the offset after the last whole frame
   */
  #scanWholeFrames(visit: (payload: Buffer, offset: number) => void): number {
    let end = MAGIC.byteLength;
    let wasClosedHere = this.#closedBytes === undefined || this.#closedBytes === end;
    for (;;) {
      for (const { payload, offset, isGap } of this.#readAllFrames(end)) {
        if (!isGap) visit(payload, offset);
        end = offset + FRAME_HEAD_BYTES + payload.byteLength;
        wasClosedHere ||= end === this.#closedBytes;
      }
      const found = end < this.#bytes ? this.#searchAfter(end) : undefined;
      if (typeof found === "object") this.#repair(end, found.next);
      else {
        if (!wasClosedHere && end >= (this.#closedBytes ?? 0))
          this.#reportDamage("not the file that the cloud closed: it may be an older one.", keepDamaged(this.path));
        return end;
      }
    }
  }

  /** Searches what follows a frame that cannot be read. */
  #searchAfter(damaged: number): SearchResult {
    const found = searchAfterDamage(this.read(damaged, this.#bytes - damaged), MAX_SEARCHED_BYTES);
    return typeof found === "object" ? { next: damaged + found.next } : found;
  }

  /** Makes damaged bytes a frame of their own, which replays skip. Only its head is written. */
  #repair(from: number, to: number): void {
    const copy = keepDamaged(this.path);
    const file = openSync(this.path, "r+");
    try {
      writeSync(file, createGapHead(this.read(from, to - from)), 0, FRAME_HEAD_BYTES, from);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    this.#reportDamage(
      `${to - from} bytes from byte ${from} on cannot be read, and what they held is lost. All other bytes were read.`,
      copy,
    );
  }

  /** Cuts off the end of the file. What may be more than an interrupted write is kept in a copy. */
  #cutOff(from: number): void {
    const bytes = this.#bytes - from;
    // After a cloud was stopped, not killed, there is no interrupted write.
    const isDamage = from < (this.#closedBytes ?? 0) || this.#searchAfter(from) === "damage";
    const copy = isDamage ? keepDamaged(this.path) : undefined;
    ftruncateSync(this.#file.descriptor, from);
    this.#lacksFrames = true;
    if (copy === undefined) this.#onCut(`${this.path}: ${bytes} bytes of an interrupted write were cut off its end`);
    else
      this.#reportDamage(
        `its last ${bytes} bytes cannot be read, and what they held is lost. All bytes before were read.`,
        copy,
      );
  }

  #reportDamage(subject: string, copy: string): void {
    this.#lacksFrames = true;
    this.#onCut(`${DAMAGE} ${this.path}: ${subject} ${describeCopy(copy)}`);
  }

  #write(parts: readonly Uint8Array[], length: number): void {
    this.#isFlushed = false;
    let rest = parts;
    let left = length;
    try {
      while (left > 0) {
        // The operating system accepts at most 1,024 parts, and may write fewer bytes than given.
        const [only] = rest;
        const written =
          rest.length === 1 && only !== undefined
            ? writeSync(this.#file.descriptor, only)
            : writevSync(this.#file.descriptor, rest.slice(0, 1024));
        left -= written;
        rest = dropFirstBytes(rest, written);
      }
    } catch (error) {
      ftruncateSync(this.#file.descriptor, this.#bytes);
      throw error;
    }
  }
}

function joinPayloads(payloads: readonly Payload[]): Buffer {
  let end = 0;
  for (const payload of payloads) end = writeFrame(smallWrite, end, payload);
  return smallWrite.subarray(0, end);
}

function dropFirstBytes(parts: readonly Uint8Array[], bytes: number): readonly Uint8Array[] {
  let skip = bytes;
  let first = 0;
  for (let part = parts[first]; part !== undefined && skip >= part.byteLength; part = parts[first]) {
    skip -= part.byteLength;
    first += 1;
  }
  const [part, ...rest] = parts.slice(first);
  return part === undefined ? [] : [part.subarray(skip), ...rest];
}
