import { chunkHead, writeChunk, type ChunkHead, type NewChunk } from "./chunk";

/** What the log's files before a new one said of a shard. */
export interface Carried {
  readonly shard: number;
  /** The number that its next record gets. */
  readonly next: number;
  /** ms since the epoch. */
  readonly lastArrival: number;
}

/** What the frames of a stream's log hold, told apart by their first byte. */
const CHUNKS = 0;
const CARRIED = 1;

/** The chunks of one request. @param sizes of the chunks, in bytes */
export function chunksFrame(chunks: readonly NewChunk[], sizes: readonly number[]): Buffer {
  const payload = Buffer.allocUnsafe(1 + sizes.reduce((sum, size) => sum + size, 0));
  payload.writeUInt8(CHUNKS, 0);
  let at = 1;
  for (const chunk of chunks) at = writeChunk(payload, at, chunk);
  return payload;
}

/** What begins a file. */
export const carriedFrame = (shards: readonly Carried[]): Buffer => Buffer.concat([Buffer.from([CARRIED]), Buffer.from(JSON.stringify(shards))]);

/** Takes a frame apart. @throws Error if this version does not know it: a later version's data, or our bug */
export function takeFrame(payload: Buffer, told: { readonly chunk: (head: ChunkHead, at: number) => void; readonly carried: (one: Carried) => void }): void {
  const kind = payload.readUInt8(0);
  if (kind === CARRIED) {
    // The border: only carriedFrame writes these bytes.
    for (const one of JSON.parse(payload.toString("utf8", 1)) as readonly Carried[]) told.carried(one);
    return;
  }
  if (kind !== CHUNKS) throw new Error(`kinesis: a frame of unknown kind ${kind}`);
  for (let at = 1; at < payload.byteLength; ) {
    const head = chunkHead(payload, at);
    told.chunk(head, at);
    at += head.bytes;
  }
}
