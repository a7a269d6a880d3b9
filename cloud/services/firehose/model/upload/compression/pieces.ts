/** Bytes as a stream of pieces. */
export type Pieces = AsyncIterable<Uint8Array>;
