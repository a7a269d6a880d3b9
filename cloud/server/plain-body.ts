import { gunzip } from "node:zlib";
import { promisify } from "node:util";
import { serializationFault } from "../core/faults";

const unzip = promisify(gunzip);

/**
 * A body without its compression. SDKs compress large PutMetricData requests, and sign what they send.
 *
 * @param encoding the Content-Encoding header; anything but `gzip` leaves the body as it is
 * @param limit    the most bytes that may come out
 * @throws AwsFault SerializationException if it is no gzip, or grows beyond the limit
 */
export async function plainBody(body: Buffer, encoding: string | undefined, limit: number): Promise<Buffer> {
  if (encoding?.trim().toLowerCase() !== "gzip") return body;
  try {
    return await unzip(body, { maxOutputLength: limit });
  } catch {
    // zlib fails only over what the client sent.
    throw serializationFault(`The request's body is no gzip of at most ${limit} bytes.`);
  }
}
