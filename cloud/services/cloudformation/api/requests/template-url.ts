import { AwsFault } from "../../../../core/faults";
import type { Services } from "../../../framework/services";
import { S3ForServices } from "../../../s3/model/ports";
import { createInvalidRequestFault } from "../../model/faults";

/** AWS's documentation says 1 MB; what AWS refuses is longer than this. */
const MAX_BYTES = 1_000_000;

/**
 * The text of a template in S3, by its https address on AWS (`https://bucket.s3.amazonaws.com/key`, also with a region
 * or with the bucket in the path) or on this cloud's own endpoint.
 *
 * @throws AwsFault ValidationError if the address is not one of S3's, or there is no object
 */
export async function readTextAt(services: Services, url: string): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of readBytesAt(services, parseLocation(url))) {
    size += piece.byteLength;
    if (size > MAX_BYTES) throw createInvalidRequestFault(`Template may not exceed ${MAX_BYTES} bytes in size.`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}

/** Where a template is in S3. */
interface Location {
  readonly bucket: string;
  readonly key: string;
}

async function* readBytesAt(services: Services, { bucket, key }: Location): AsyncIterable<Uint8Array> {
  try {
    yield* new S3ForServices(services, services.s3).readObject(bucket, key);
  } catch (error) {
    throw error instanceof AwsFault ? createInvalidRequestFault(`S3 error: ${error.message}`) : error;
  }
}

/** AWS's messages, recorded by LocalStack (2023-10-11), for an address that is not S3's, and for one that begins with `s3:`. */
function parseLocation(url: string): Location {
  if (!URL.canParse(url)) throw createNotSupported();
  const { protocol, hostname, pathname } = new URL(url);
  if (protocol === "s3:")
    throw createInvalidRequestFault(`S3 error: Domain name specified in ${hostname} is not a valid S3 domain`);
  const isHere = hostname === "127.0.0.1";
  if (protocol !== "https:" && !(isHere && protocol === "http:")) throw createNotSupported();
  const path = decodePath(pathname.slice(1));
  const inHost = /^(.+)\.s3[.-](?:[a-z0-9-]+\.)?amazonaws\.com$/.exec(hostname)?.[1];
  if (inHost !== undefined) return { bucket: inHost, key: path };
  if (!isHere && !/^s3[.-](?:[a-z0-9-]+\.)?amazonaws\.com$/.test(hostname)) throw createNotSupported();
  const [bucket = "", ...key] = path.split("/");
  return { bucket, key: key.join("/") };
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw createNotSupported();
  }
}

const createNotSupported = (): Error => createInvalidRequestFault("TemplateURL must be a supported URL.");
