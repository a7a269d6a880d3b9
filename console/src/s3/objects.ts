import { AwsError, send } from "../aws";
import { readXml } from "../xml";

/** An object in a listing of ListObjectsV2. */
export interface ListedObject {
  readonly key: string;
  readonly bytes: number;
  /** ISO 8601. */
  readonly modified: string;
}

/** One page of a listing. */
export interface Listing {
  readonly folders: readonly string[];
  readonly objects: readonly ListedObject[];
  /** The token for the next page; undefined at the end. */
  readonly next: string | undefined;
}

/** The folder to list. */
interface ListingRequest {
  readonly bucket: string;
  readonly prefix: string;
  /** `/` for one folder; empty for everything below. */
  readonly delimiter: "/" | "";
  readonly from?: string | undefined;
}

/** A key in a URL's path: each part is encoded, slashes stay. */
const encodePath = (key: string): string =>
  key
    .split("/")
    .map((part) =>
      encodeURIComponent(part).replaceAll(
        /[!'()*]/g,
        (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
      ),
    )
    .join("/");

/** A page of a listing: at most a thousand objects, in the order of their keys. @throws AwsError */
export async function listObjects({ bucket, prefix, delimiter, from }: ListingRequest): Promise<Listing> {
  const query = Object.entries({ "list-type": "2", prefix, delimiter, "continuation-token": from ?? "" })
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join("&");
  const answer = await readXml(await send({ service: "s3", request: `GET /${bucket}?${query}` }));
  return {
    folders: answer.listChildren("CommonPrefixes").map((item) => item.getText("Prefix")),
    objects: answer.listChildren("Contents").map((item) => ({
      key: item.getText("Key"),
      bytes: Number(item.getText("Size")),
      modified: item.getText("LastModified"),
    })),
    next: answer.getText("NextContinuationToken") || undefined,
  };
}

/** An object's first bytes, `maxBytes` at most. @throws AwsError */
export async function readObjectBytes(bucket: string, key: string, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const response = await send({
    service: "s3",
    request: `GET /${bucket}/${encodePath(key)}`,
    headers: { range: `bytes=0-${maxBytes - 1}` },
  });
  // S3 answers 416 for a range of an empty object.
  if (response.status === 416) return new Uint8Array();
  if (!response.ok) throw new AwsError(`HTTP ${response.status}`, `${key} could not be read.`);
  return new Uint8Array(await response.arrayBuffer());
}

/** Decompresses gzip; other bytes stay as they are. Of truncated gzip, gives the bytes up to the cut. */
export async function decompress(bytes: Uint8Array<ArrayBuffer>, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  const parts: BlobPart[] = [];
  let length = 0;
  try {
    // A small object may decompress to a huge one: stops at the number of bytes that are shown.
    for (let read = await reader.read(); !read.done && length < maxBytes; read = await reader.read()) {
      parts.push(read.value as Uint8Array<ArrayBuffer>);
      length += read.value.byteLength;
    }
  } catch {
    if (parts.length === 0) return bytes;
  }
  await reader.cancel().catch(() => undefined);
  return new Uint8Array(await new Blob(parts).slice(0, maxBytes).arrayBuffer());
}
