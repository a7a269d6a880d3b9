import type { HttpRequest } from "../core/http";
import type { SignatureParts } from "./signature-claim";
import { parseSignatureV2 } from "./signature-v2-parts";
import { isFormUpload } from "../protocols/rest-input";

const AUTHORIZATION = /^AWS4-HMAC-SHA256 Credential=([^,]+),\s*SignedHeaders=([^,]+),\s*Signature=([0-9a-f]+)$/;

/** Whether the request has a signature in one of the known forms, valid or not. */
export const isSigned = (request: HttpRequest): boolean =>
  parseSignature(request) !== undefined || isFormUpload(request);

/**
 * The signature in the Authorization header or in a presigned URL, unverified; undefined if there is none, or it cannot
 * be parsed.
 */
export function parseSignature(request: HttpRequest): SignatureParts | undefined {
  const [, credential, headers, signature] = AUTHORIZATION.exec(request.headers["authorization"] ?? "") ?? [];
  if (credential !== undefined && headers !== undefined && signature !== undefined) {
    const time = request.headers["x-amz-date"] ?? "";
    return createParts({
      credential,
      headers,
      signature,
      time,
      expiresSeconds: undefined,
      sessionToken: request.headers["x-amz-security-token"],
    });
  }
  if (!request.query.includes("X-Amz-Signature=")) return parseSignatureV2(request);
  const query = new URLSearchParams(request.query);
  const getPart = (name: string): string => query.get(name) ?? "";
  return createParts({
    credential: getPart("X-Amz-Credential"),
    headers: getPart("X-Amz-SignedHeaders"),
    signature: getPart("X-Amz-Signature"),
    time: getPart("X-Amz-Date"),
    expiresSeconds: Number(getPart("X-Amz-Expires")),
    sessionToken: query.get("X-Amz-Security-Token") ?? undefined,
  });
}

type Scope = Pick<SignatureParts, "accessKeyId" | "day" | "region" | "service">;

/** The latest credential, as a cache: a client signs with the same one all day. */
let last: { readonly credential: string; readonly scope: Scope | undefined } = { credential: "", scope: undefined };

/** Parses a credential: a key id without a slash, then day, region, service and `aws4_request`. */
function parseScope(credential: string): Scope | undefined {
  const [accessKeyId, day, region, service] = credential.split("/");
  if (!accessKeyId || day === undefined || region === undefined || service === undefined) return undefined;
  return { accessKeyId, day, region, service };
}

interface ParsedSignature {
  readonly credential: string;
  readonly headers: string;
  readonly signature: string;
  readonly time: string;
  readonly expiresSeconds: number | undefined;
  readonly sessionToken: string | undefined;
}

function createParts({
  credential,
  headers,
  signature,
  time,
  expiresSeconds,
  sessionToken,
}: ParsedSignature): SignatureParts | undefined {
  const scope = credential === last.credential ? last.scope : parseScope(credential);
  if (scope === undefined) return undefined;
  last = { credential, scope };
  const { accessKeyId, day, region, service } = scope;
  // Member by member: every request needs this, and spreading one object into another was a hot spot in profiles.
  return {
    version: 4,
    accessKeyId,
    day,
    region,
    service,
    signedHeaders: headers,
    signature,
    time,
    expiresSeconds,
    sessionToken,
  };
}

/**
 * AWS accepts a signature for this long before and after its time. By real time: the signer does not know the cloud's
 * clock.
 */
export const TOLERATED_MS = 15 * 60 * 1000;
