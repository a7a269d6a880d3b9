import { createHmac } from "node:crypto";
import type { HttpRequest } from "../core/http";
import type { Keys } from "../core/role-sessions";
import { isSameText } from "../core/same-text";
import { parseHostBucket } from "../protocols/request-target";
import { type SignatureFailure, type SignatureParts, TOLERATED_MS } from "./signature-parts";

/** The query parameters that are signed; others are not. From botocore (`auth.py`, `QSAOfInterest`). */
const SIGNED_QUERY = new Set(
  (
    "accelerate acl analytics cors defaultObjectAcl delete inventory lifecycle location logging metrics notification object-lock partNumber policy " +
    "replication requestPayment response-cache-control response-content-disposition response-content-encoding response-content-language " +
    "response-content-type response-expires restore select select-type storageClass tagging torrent uploadId uploads versionId versioning versions website"
  ).split(" "),
);

/** Later parts of the API that the query selects. Clients do not sign them, so a presigned URL must not have them. */
const UNSIGNED_QUERY = ["attributes", "encryption", "ownershipControls", "policyStatus", "publicAccessBlock"];

/**
 * Verifies S3's Signature Version 2.
 *
 * @returns undefined if the signature is valid
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html
 */
export function verifySignatureV2(
  request: HttpRequest,
  signatureParts: SignatureParts,
  { secretAccessKey }: Keys,
): SignatureFailure | undefined {
  const late = checkLateness(signatureParts);
  if (late !== undefined) return late;
  const query = new URLSearchParams(request.query);
  if (signatureParts.expiresSeconds !== undefined && UNSIGNED_QUERY.some((name) => query.has(name))) return "mismatch";
  // Botocore signs the path of a bucket with a slash at the end, and sends it without.
  const paths = /^\/[^/]+$/.test(request.path) ? [request.path, `${request.path}/`] : [request.path];
  const holds = paths.some((path) => {
    const text = createTextToSign({ ...pick(request), path }, signatureParts);
    return isSameText(createHmac("sha1", secretAccessKey).update(text).digest("base64"), signatureParts.signature);
  });
  return holds ? undefined : "mismatch";
}

type SignedRequest = Pick<HttpRequest, "method" | "headers" | "query" | "host" | "path">;

const pick = ({ method, headers, query, host, path }: HttpRequest): SignedRequest => ({
  method,
  headers,
  query,
  host,
  path,
});

function checkLateness({ time, expiresSeconds }: SignatureParts): SignatureFailure | undefined {
  if (expiresSeconds !== undefined) {
    if (!Number.isSafeInteger(expiresSeconds)) return "mismatch";
    return expiresSeconds * 1000 >= Date.now() ? undefined : "expired";
  }
  const age = Date.now() - Date.parse(time);
  if (!Number.isFinite(age)) return "mismatch";
  return Math.abs(age) > TOLERATED_MS ? "too far off" : undefined;
}

/** The text that a request should have been signed with. */
export function createTextToSign(request: SignedRequest, { time, expiresSeconds }: SignatureParts): string {
  const { method, headers } = request;
  // A date in `x-amz-date` is signed among AWS's own headers instead.
  const date = expiresSeconds === undefined && headers["x-amz-date"] !== undefined ? "" : time;
  const lines = [method, headers["content-md5"] ?? "", headers["content-type"] ?? "", date];
  return `${lines.join("\n")}\n${formatAmzHeaders(request)}${formatResource(request)}`;
}

/** AWS's own headers; a presigned URL may have them in its query instead, where S3 reads them in any case. */
function formatAmzHeaders({ headers, query }: SignedRequest): string {
  const inQuery = [...new URLSearchParams(query)].map(([name, value]) => [name.toLowerCase(), value] as const);
  const found = new Map(inQuery.filter(([name]) => name.startsWith("x-amz-")));
  for (const [name, value] of Object.entries(headers)) if (name.startsWith("x-amz-")) found.set(name, value.trim());
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}:${value}\n`)
    .join("");
}

function formatResource({ host, path, query }: SignedRequest): string {
  const bucket = parseHostBucket(host);
  const signed = (query === "" ? [] : query.split("&"))
    .map((pair) => ({ pair, name: pair.replace(/=.*$/s, "") }))
    .filter(({ name }) => SIGNED_QUERY.has(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ pair, name }) => (pair === name ? name : `${name}=${decodeText(pair.slice(name.length + 1))}`));
  const location = `${bucket === undefined ? "" : `/${bucket}`}${path}`;
  return signed.length === 0 ? location : `${location}?${signed.join("&")}`;
}

function decodeText(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
