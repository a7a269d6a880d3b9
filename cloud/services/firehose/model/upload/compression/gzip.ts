import { Readable } from "node:stream";
import { createGzip } from "node:zlib";
import type { Pieces } from "./pieces";

/** One gzip member. */
export const gzip = (content: Pieces): Pieces => pipeThrough(content, createGzip());

/** Sends bytes through a Node stream; an error on either side reaches the reader. */
export function pipeThrough(
  content: Pieces,
  stream: NodeJS.ReadWriteStream & { destroy(error?: Error): unknown },
): Pieces {
  const source = Readable.from(content, { objectMode: false });
  source.on("error", (error) => stream.destroy(error));
  // The border: Node's compression streams give Buffers.
  return source.pipe(stream) as unknown as Pieces;
}
