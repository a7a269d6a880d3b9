import { createHash, createHmac } from "node:crypto";
import { Sha256 } from "@smithy/core/checksum";
import { escapeUriPath, HttpRequest as SmithyRequest } from "@smithy/core/protocols";
import { createScope, getCanonicalHeaders, getSigningKey, SignatureV4 } from "@smithy/signature-v4";
import type { VerifiedSignature } from "../core/call";
import type { HttpRequest } from "../core/http";
import type { Keys } from "../core/role-sessions";
import { isSameText } from "../core/same-text";
import { type SignatureFailure, type SignatureParts, TOLERATED_MS } from "./signature-parts";
import { verifySignatureV2 } from "./signature-v2";

const ALGORITHM = "AWS4-HMAC-SHA256";
const UNSIGNED = "UNSIGNED-PAYLOAD";

/** A request to verify. */
interface RequestToVerify {
  readonly request: HttpRequest;
  /** The signing name of the service that would answer. A signature for another service, such as that of an S3 URL, must not open it. */
  readonly service: string;
  readonly parts: SignatureParts | undefined;
  /**
   * The body if it was read; undefined for a streamed body, whose hash is in a header and is checked by the code that
   * reads it.
   */
  readonly body: Uint8Array | undefined;
}

/**
 * Verifies a signature, in the header or in a presigned URL, by signing the same request with the caller's keys.
 *
 * @param keys the keys whose id the request names; undefined if this cloud does not know them
 * @returns undefined if the signature is valid
 */
export async function findFailure(
  { request, service, parts, body }: RequestToVerify,
  keys: Keys | undefined,
): Promise<SignatureFailure | undefined> {
  if (parts === undefined) return "missing";
  if (keys === undefined) return "unknown key";
  if (parts.service !== service) return "wrong service";
  return parts.version === 2
    ? verifySignatureV2(request, parts, keys)
    : findSignatureV4Failure({ request, parts, body }, keys);
}

type SignedRequest = Pick<RequestToVerify, "request" | "body"> & { readonly parts: SignatureParts };

async function findSignatureV4Failure(
  { request, parts, body }: SignedRequest,
  keys: Keys,
): Promise<SignatureFailure | undefined> {
  if (listUnsignedHeaders(request, parts).length > 0) return "unsigned headers";
  const late = checkLateness(parts);
  if (late !== undefined) return late;
  const bodyHash = hashBody(body);
  if (isAnotherHash(getStatedHash(request), bodyHash)) return "wrong body";
  const payloadHash = getPayloadHash(request, parts, bodyHash);
  for (const form of listSignableForms(request, parts)) {
    const signature = await new Verifier(parts, keys, form).computeSignature(form, payloadHash);
    if (isSameText(signature, parts.signature)) return undefined;
  }
  return "mismatch";
}

/** The texts that a request of S3 should have been signed with: S3 shows `/%2F` in a path as `//`. */
export async function createSignedTexts({ request, parts, body }: SignedRequest, keys: Keys): Promise<SignedTexts> {
  const form = { ...request, path: decodeSlashes(request.path), isPathNormalized: false };
  return new Verifier(parts, keys, form).createTexts(form, getPayloadHash(request, parts, hashBody(body)));
}

/** What Signature Version 4 signs, and the request that its last line is the hash of. */
interface SignedTexts {
  readonly canonicalRequest: string;
  readonly stringToSign: string;
}

/** The SHA-256 of a body in hex digits; undefined if the body is not read. */
export const hashBody = (body: RequestToVerify["body"]): string | undefined =>
  body === undefined ? undefined : createHash("sha256").update(body).digest("hex");

const getPayloadHash = (request: HttpRequest, { service }: SignatureParts, bodyHash: string | undefined): string =>
  getStatedHash(request) ?? (service === "s3" ? UNSIGNED : (bodyHash ?? UNSIGNED));

/** The parts of a request that its signature covers. */
interface SignableForm extends Pick<HttpRequest, "method" | "path" | "query" | "headers"> {
  /** Whether the signer resolves the path's dots and encodes it a second time. */
  readonly isPathNormalized: boolean;
}

/** The forms in which a client may have signed this request, the SDKs' own form first. */
function* listSignableForms(request: HttpRequest, { service, signedHeaders }: SignatureParts): Iterable<SignableForm> {
  const { method, path, query } = request;
  const isS3 = service === "s3";
  const paths = isS3
    ? // The SDK for Java signs `//`, and sends `/%2F` for it.
      [...new Set([path, decodeSlashes(path)])].map((form) => ({ path: form, isPathNormalized: false }))
    : // Some clients encode the path a second time and leave its dots.
      [
        { path, isPathNormalized: true },
        { path: escapeUriPath(path), isPathNormalized: false },
      ];
  // Some clients add the session's token to a presigned URL after they have signed it. S3 refuses that.
  const withoutToken = query.split("&").filter((pair) => !pair.startsWith("X-Amz-Security-Token="));
  const queries = new Set(isS3 ? [query] : [query, withoutToken.join("&")]);
  const names = signedHeaders.toLowerCase().split(";");
  const variants = [
    request.headers,
    ...replaceValues(request.headers, names, joinWithoutSpaces),
    // Only one of them was sent several times, and another has such a string.
    ...names.flatMap((name) => replaceValues(request.headers, [name], joinWithoutSpaces)),
    ...replaceValues(request.headers, names, decodeUtf8),
  ];
  for (const form of paths)
    for (const item of queries) for (const headers of variants) yield { ...form, method, query: item, headers };
}

const decodeSlashes = (path: string): string => path.replaceAll(/%2F/gi, "/");

/**
 * A header's value with bare commas, as a signature has those of a header that is sent several times. Node joins them
 * by `, `, so a header with such a string may have been sent in either form.
 */
const joinWithoutSpaces = (value: string): string => value.replaceAll(", ", ",");

/** A header's value that was sent in UTF-8, which Node reads as Latin-1. Other values stay. */
function decodeUtf8(value: string): string {
  const decoded = Buffer.from(value, "latin1").toString("utf8");
  return decoded.includes("\uFFFD") ? value : decoded;
}

/** The headers with other values for the named ones; none if all values stay. */
function replaceValues(
  headers: HttpRequest["headers"],
  names: readonly string[],
  replace: (value: string) => string,
): HttpRequest["headers"][] {
  const replaced = Object.fromEntries(names.map((name) => [name, replace(headers[name] ?? "")]));
  return names.some((name) => replaced[name] !== (headers[name] ?? "")) ? [{ ...headers, ...replaced }] : [];
}

/**
 * The headers of a request that its signature must cover and does not. With such a header, anyone who has a presigned
 * URL could do something else with it, such as copy another object.
 *
 * The hash of the body is a part of every signature, so S3 accepts its header without.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export function listUnsignedHeaders(
  { headers }: HttpRequest,
  { version, service, signedHeaders }: SignatureParts,
): string[] {
  if (version === 2) return [];
  const signed = new Set(signedHeaders.toLowerCase().split(";"));
  const shouldBeSigned = (name: string): boolean =>
    service === "s3" ? name.startsWith("x-amz-") && name !== "x-amz-content-sha256" : name === "x-amz-target";
  // The JavaScript SDK signs the host name as `:authority` over HTTP/2.
  const host = signed.has(":authority") ? [] : ["host"];
  return [...host, ...Object.keys(headers).filter(shouldBeSigned)].filter((name) => !signed.has(name));
}

const isAnotherHash = (stated: string | undefined, actual: string | undefined): boolean =>
  actual !== undefined && stated !== undefined && /^[0-9a-f]{64}$/.test(stated) && stated !== actual;

/** The data with which S3 verifies the signatures inside a streamed body. Only for a valid signature. */
export async function verifySignature(signatureParts: SignatureParts, keys: Keys): Promise<VerifiedSignature> {
  const { day, region, service, time, signature } = signatureParts;
  return {
    signature,
    time,
    scope: createScope(day, region, service),
    key: await getSigningKey(Sha256, keys, day, region, service),
  };
}

/** The hash of the body that the request states, in a header or in a presigned URL. */
export const getStatedHash = ({ headers, query }: HttpRequest): string | undefined =>
  headers["x-amz-content-sha256"] ?? new URLSearchParams(query).get("X-Amz-Content-Sha256") ?? undefined;

/**
 * The milliseconds since the epoch; NaN for anything but a time of Version 4.
 *
 * @example parseTime("20260102T030405Z")
 */
export function parseTime(time: string): number {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(time) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

function checkLateness(signatureParts: SignatureParts): SignatureFailure | undefined {
  const age = Date.now() - parseTime(signatureParts.time);
  if (!Number.isFinite(age) || !signatureParts.time.startsWith(signatureParts.day)) return "mismatch";
  if (signatureParts.expiresSeconds === undefined) return Math.abs(age) > TOLERATED_MS ? "too far off" : undefined;
  return signatureParts.expiresSeconds > 0 && age <= signatureParts.expiresSeconds * 1000 ? undefined : "expired";
}

/** The SDK's own signer, which signs exactly the headers that the client names as signed. */
class Verifier extends SignatureV4 {
  readonly #parts: SignatureParts;
  readonly #keys: Keys;

  constructor(signatureParts: SignatureParts, keys: Keys, { isPathNormalized }: SignableForm) {
    super({
      service: signatureParts.service,
      region: signatureParts.region,
      credentials: keys,
      sha256: Sha256,
      uriEscapePath: isPathNormalized,
      applyChecksum: false,
    });
    this.#parts = signatureParts;
    this.#keys = keys;
  }

  async computeSignature(request: SignableForm, payloadHash: string): Promise<string> {
    const { day, region, service } = this.#parts;
    const { stringToSign } = await this.createTexts(request, payloadHash);
    const key = await getSigningKey(Sha256, this.#keys, day, region, service);
    return createHmac("sha256", key).update(stringToSign).digest("hex");
  }

  async createTexts(request: SignableForm, payloadHash: string): Promise<SignedTexts> {
    const { day, region, service, time, signedHeaders } = this.#parts;
    const names = signedHeaders.toLowerCase().split(";");
    const headers = Object.fromEntries(names.map((name) => [name, request.headers[name] ?? ""]));
    const again = new SmithyRequest({
      method: request.method,
      path: request.path,
      query: queryBag(request.query),
      headers,
    });
    const canonicalRequest = this.createCanonicalRequest(
      again,
      getCanonicalHeaders(again, undefined, new Set(names)),
      payloadHash,
    );
    const scope = createScope(day, region, service);
    return {
      canonicalRequest,
      stringToSign: await this.createStringToSign(time, scope, canonicalRequest, ALGORITHM),
    };
  }
}

/** The query in the signer's form: decoded, repeated names with all their values. */
function queryBag(query: string): Record<string, string[]> {
  const bag: Record<string, string[]> = {};
  // Not by URLSearchParams, which reads a plus sign as a space: AWS clients sign it as a plus sign.
  for (const pair of query === "" ? [] : query.split("&")) {
    // The value is all that follows the first equals sign: more of them are a part of it.
    const end = pair.includes("=") ? pair.indexOf("=") : pair.length;
    (bag[decodeQuietly(pair.slice(0, end))] ??= []).push(decodeQuietly(pair.slice(end + 1)));
  }
  return bag;
}

function decodeQuietly(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
