import { AwsFault } from "../core/faults";
import type { HttpRequest } from "../core/http";
import type { RequestTarget } from "./rest-route";

/** `bucket.s3.us-east-1.amazonaws.com`, `bucket.s3.localhost`, `bucket.localhost`: host names with a bucket. */
const BUCKET_HOST = /^(.+?)\.(?:s3[.-][^:]*|localhost)(?::\d+)?$/i;

/** The bucket in the host name of a virtual-host style request; undefined for another host name. */
export function parseHostBucket(host: string): string | undefined {
  const bucket = BUCKET_HOST.exec(host)?.[1];
  return bucket === undefined || bucket.toLowerCase() === "s3" ? undefined : bucket;
}

/**
 * The bucket and key of an S3 request, path style or virtual-host style.
 *
 * @throws AwsFault InvalidURI if the path's percent-encoding is broken
 */
export function requestTarget(request: HttpRequest): RequestTarget {
  const fromHost = parseHostBucket(request.host);
  const path = request.path.slice(1);
  if (fromHost !== undefined) return { bucket: fromHost, key: path === "" ? undefined : decode(path) };
  const slash = path.indexOf("/");
  const bucket = slash === -1 ? path : path.slice(0, slash);
  const key = slash === -1 ? "" : path.slice(slash + 1);
  return { bucket: bucket === "" ? undefined : decode(bucket), key: key === "" ? undefined : decode(key) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AwsFault("InvalidURI", "Couldn't parse the specified URI.");
  }
}
