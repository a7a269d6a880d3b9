import { FRAME_HEAD_BYTES } from "../../storage/frames";
import type { ChunkHead } from "./chunk";
import { ChunkIndex } from "./chunk-index";
import { takeFrame, type ShardEnd } from "./stream-frames";

/** What a file says of a shard: where it stands at the file's end, and where its chunks lie in the file. */
interface ShardPart {
  readonly shard: number;
  next: number;
  lastArrival: number;
  lastUpMs: number | undefined;
  chunks: ChunkIndex | undefined;
}

/** The memory that a shard's part takes without its chunks, about. */
const PART_BYTES = 120;

/** Where the chunks of all shards lie in one file of a stream's log, and where each shard stands at the file's end. */
export class SegmentIndex {
  readonly #parts = new Map<number, ShardPart>();
  #saysBeginning = false;

  /** Where each shard stands of which this file, or one before it, says something. */
  get ends(): ReadonlyMap<number, ShardEnd> {
    return this.#parts;
  }

  /** Whether the file says where shards stood before it; else the file before has to be asked. */
  get saysBeginning(): boolean {
    return this.#saysBeginning;
  }

  /** The memory it takes, about. */
  get bytes(): number {
    let bytes = 0;
    for (const { chunks } of this.#parts.values()) bytes += PART_BYTES + (chunks?.bytes ?? 0);
    return bytes;
  }

  chunks(shard: number): ChunkIndex | undefined {
    return this.#parts.get(shard)?.chunks;
  }

  /** Takes a frame of the file in. @param offset where its head begins */
  take(payload: Buffer, offset: number): void {
    takeFrame(payload, {
      chunk: (head, at) => this.add(head, offset + FRAME_HEAD_BYTES + at),
      carried: (ends) => {
        this.#saysBeginning = true;
        this.follow(ends);
      },
    });
  }

  /** Shards of which nothing is known yet stand where they stood before this file. */
  follow(ends: Iterable<ShardEnd>): void {
    for (const { shard, next, lastArrival, lastUpMs } of ends) {
      if (!this.#parts.has(shard)) this.#parts.set(shard, { shard, next, lastArrival, lastUpMs, chunks: undefined });
    }
  }

  /** A chunk stands at an offset of the file. */
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
