import { EMPTY_LOG_BYTES, type AppendLog } from "../../../storage/append-log";
import type { Storage } from "../../../storage/storage";
import { CHUNK_HEAD_BYTES, readChunkHead, type ChunkHead, type ReadChunk, decodeCarried, type ShardEnd } from "./chunk";
import { SegmentIndex, type ChunkIndex } from "./segment-index";

/** Chunks that lie close together are read in one go; otherwise only a record or two is read, since the next chunk is far away. */
const NEAR_BYTES = 16 * 1024;
const WIDE_READ_BYTES = 256 * 1024;
const NARROW_READ_BYTES = 4_000;

/** One file of a stream's log. Read only when needed. */
export class Segment {
  /** The file's offset in the whole log. It is the file's name, so that alphabetical order is the order of the log. */
  readonly start: number;
  readonly name: string;
  readonly #storage: Storage;
  #log: AppendLog | undefined;
  #carried: ReadonlyMap<number, ShardEnd> | undefined;

  constructor(storage: Storage, folder: string, start: number) {
    this.#storage = storage;
    this.start = start;
    this.name = `${folder}/${String(start).padStart(16, "0")}`;
  }

  /**
   * For the newest file only, whose end a kill may have left incomplete: reads the whole file, and cuts off an
   * incomplete end.
   */
  openNewest(): SegmentIndex {
    const index = new SegmentIndex();
    this.#log = this.#storage.log(this.name, (payload, offset) => index.take(payload, offset));
    return index;
  }

  /** Each shard's state before this file; undefined if the file does not hold it, since a kill came before its first frame. */
  get carried(): ReadonlyMap<number, ShardEnd> | undefined {
    if (this.#carried === undefined) {
      const [first] = this.log.readFrames(EMPTY_LOG_BYTES);
      this.#carried = first === undefined ? undefined : decodeCarried(first.payload);
    }
    return this.#carried;
  }

  /** Reads the whole file, and reports damage. */
  getIndex(): SegmentIndex {
    const index = new SegmentIndex();
    this.log.scan((payload, offset) => index.take(payload, offset));
    return index;
  }

  get log(): AppendLog {
    this.#log ??= this.#storage.log(this.name);
    return this.#log;
  }

  /** Reads only a chunk's head. @param offset in the file */
  getHead(offset: number): ChunkHead {
    return readChunkHead(this.log.read(offset, CHUNK_HEAD_BYTES), 0);
  }

  /** Reads chunks one after another. @param first the index of the chunk to begin with */
  *readChunks(index: ChunkIndex, first: number): Generator<ReadChunk> {
    let window: Buffer = Buffer.alloc(0);
    let from = 0;
    let next = index.getPosition(first)?.offset;
    for (let position = first + 1; next !== undefined; position += 1) {
      const offset = next;
      next = index.getPosition(position)?.offset;
      if (offset < from || offset + CHUNK_HEAD_BYTES > from + window.byteLength) {
        const isNear = next !== undefined && next - offset < NEAR_BYTES;
        window = this.log.read(offset, isNear ? WIDE_READ_BYTES : NARROW_READ_BYTES);
        from = offset;
      }
      const head = readChunkHead(window, offset - from);
      if (offset + head.bytes > from + window.byteLength) {
        window = this.log.read(offset, head.bytes);
        from = offset;
      }
      yield { head, bytes: window.subarray(offset - from, offset - from + head.bytes) };
    }
  }

  close(): void {
    if (this.#log !== undefined) this.#storage.release(this.#log);
  }

  remove(): void {
    this.close();
    this.#storage.remove(this.name);
  }
}
