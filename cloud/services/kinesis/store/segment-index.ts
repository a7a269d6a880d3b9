import { FRAME_HEAD_BYTES } from "../../../storage/frames";
import type { ChunkHead } from "./chunk";
import { ChunkIndex } from "./chunk-index";
import { takeFrame, type ShardEnd } from "./stream-frames";

/** A file's part of a shard: the shard's state at the file's end, and the positions of its chunks in the file. */
interface ShardPart {
  readonly shard: number;
  next: number;
  lastArrival: number;
  lastUpMs: number | undefined;
  chunks: ChunkIndex | undefined;
}

/** The approximate memory of a shard's part without its chunks. */
const PART_BYTES = 120;

/** The positions of all shards' chunks in one file of a stream's log, and each shard's state at the file's end. */
export class SegmentIndex {
  readonly #parts = new Map<number, ShardPart>();
  #saysBeginning = false;

  /** The states, at the file's end, of the shards that this file or its carried beginning mentions. */
  get ends(): ReadonlyMap<number, ShardEnd> {
    return this.#parts;
  }

  /** Whether the file begins with the shards' states before it; otherwise the file before has to be read. */
  get saysBeginning(): boolean {
    return this.#saysBeginning;
  }

  /** The approximate memory of the index, in bytes. */
  get bytes(): number {
    let bytes = 0;
    for (const { chunks } of this.#parts.values()) bytes += PART_BYTES + (chunks?.bytes ?? 0);
    return bytes;
  }

  readChunks(shard: number): ChunkIndex | undefined {
    return this.#parts.get(shard)?.chunks;
  }

  /** Adds a frame of the file. @param offset where the frame's head begins */
  take(payload: Buffer, offset: number): void {
    takeFrame(payload, {
      onChunk: (head, at) => this.add(head, offset + FRAME_HEAD_BYTES + at),
      onCarried: (ends) => {
        this.#saysBeginning = true;
        this.follow(ends);
      },
    });
  }

  /** Adds the states before this file, for shards that the file has not mentioned yet. */
  follow(ends: Iterable<ShardEnd>): void {
    for (const { shard, next, lastArrival, lastUpMs } of ends) {
      if (!this.#parts.has(shard)) this.#parts.set(shard, { shard, next, lastArrival, lastUpMs, chunks: undefined });
    }
  }

  /** Adds a chunk at an offset of the file. */
  add({ shard, number, count, arrivedAt, upMs }: Omit<ChunkHead, "bytes">, offset: number): void {
    const known = this.#parts.get(shard);
    const part = known ?? { shard, next: 1, lastArrival: 0, lastUpMs: undefined, chunks: undefined };
    if (known === undefined) this.#parts.set(shard, part);
    part.chunks ??= new ChunkIndex();
    part.chunks.add({ offset, number });
    part.next = number + count;
    part.lastArrival = arrivedAt;
    part.lastUpMs = upMs;
  }
}
