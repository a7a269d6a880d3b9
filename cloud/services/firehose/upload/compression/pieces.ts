/** Bytes on their way, piece by piece. */
export type Pieces = AsyncIterable<Uint8Array>;
