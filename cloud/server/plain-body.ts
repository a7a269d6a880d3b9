import { gunzip } from "node:zlib";
import { promisify } from "node:util";
import { createSerializationFault } from "../core/faults";

const unzip = promisify(gunzip);

/**
 * A body, decompressed. SDKs compress large PutMetricData requests, and sign the compressed bytes.
 *
 * @param encoding the Content-Encoding header; anything but `gzip` leaves the body as it is
 * @param limit    the most bytes after decompression
 * @throws AwsFault SerializationException if the body is no gzip, or exceeds the limit
 */
export async function decompressBody(body: Buffer, encoding: string | undefined, limit: number): Promise<Buffer> {
  if (encoding?.trim().toLowerCase() !== "gzip") return body;
  try {
    return await unzip(body, { maxOutputLength: limit });
  } catch {
    // zlib fails only on invalid data of the client's.
    throw createSerializationFault(`The request's body is no gzip of at most ${limit} bytes.`);
  }
}
