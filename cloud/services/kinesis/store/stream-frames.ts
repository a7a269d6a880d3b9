import { readChunkHead, writeChunk, type ChunkHead, type NewChunk } from "./chunk";

/** The state of a shard at one position of the log. */
export interface ShardEnd {
  readonly shard: number;
  /** The number of the shard's next record. */
  readonly next: number;
  /** When the shard's newest record arrived, ms since the epoch; 0 if there was none. */
  readonly lastArrival: number;
  /** The cloud's uptime at that arrival, in ms. Missing in files of older releases. */
  readonly lastUpMs?: number | undefined;
}

/** The kinds of frames in a stream's log, named by their first byte. */
const CHUNKS = 0;
const CARRIED = 1;

/** Frames up to this size reuse one buffer; a full PutRecords fits. */
const SCRATCH_BYTES = 1024 * 1024;
let scratch: Buffer | undefined;

/**
 * The chunks of one request. The frame is valid until the next one is made, so write it at once.
 *
 * @param sizes of the chunks, in bytes
 */
export function encodeChunks(chunks: readonly NewChunk[], sizes: readonly number[]): Buffer {
  const bytes = 1 + sizes.reduce((sum, size) => sum + size, 0);
  const payload =
    bytes > SCRATCH_BYTES
      ? Buffer.allocUnsafe(bytes)
      : (scratch ??= Buffer.allocUnsafeSlow(SCRATCH_BYTES)).subarray(0, bytes);
  payload.writeUInt8(CHUNKS, 0);
  let at = 1;
  for (const chunk of chunks) at = writeChunk(payload, at, chunk);
  return payload;
}

/** The first frame of a file: each shard's state at the end of the file before. */
export function encodeCarried(ends: readonly ShardEnd[]): Buffer {
  const text = JSON.stringify(
    ends.map(({ shard, next, lastArrival, lastUpMs }) => ({ shard, next, lastArrival, lastUpMs })),
  );
  return Buffer.concat([Buffer.from([CARRIED]), Buffer.from(text)]);
}

/** Parses a frame. @throws Error for an unknown kind: data of a later release, or a bug */
export function takeFrame(
  payload: Buffer,
  reported: {
    readonly onChunk: (head: ChunkHead, at: number) => void;
    readonly onCarried: (ends: readonly ShardEnd[]) => void;
  },
): void {
  const kind = payload.readUInt8(0);
  if (kind === CARRIED) {
    // The border: only encodeCarried writes these bytes.
    reported.onCarried(JSON.parse(payload.toString("utf8", 1)) as readonly ShardEnd[]);
    return;
  }
  if (kind !== CHUNKS) throw new Error(`kinesis: a frame of unknown kind ${kind}`);
  for (let at = 1; at < payload.byteLength;) {
    const head = readChunkHead(payload, at);
    reported.onChunk(head, at);
    at += head.bytes;
  }
}

/** The states of the shards in the first frame of a file; undefined if the frame is of another kind. */
export function decodeCarried(payload: Buffer): ReadonlyMap<number, ShardEnd> | undefined {
  if (payload.readUInt8(0) !== CARRIED) return undefined;
  const ends = new Map<number, ShardEnd>();
  takeFrame(payload, { onChunk: () => undefined, onCarried: (all) => all.forEach((end) => ends.set(end.shard, end)) });
  return ends;
}
