import { Sha256 } from "@smithy/core/checksum";
import { HttpRequest as SmithyRequest } from "@smithy/core/protocols";
import { SignatureV4 } from "@smithy/signature-v4";
import type { HttpReply, HttpRequest } from "../../core/http";
import type { Keys } from "../../core/role-sessions";
import { createJsonReply } from "../cloud-endpoints";

/** The parts that the gateway needs. */
export interface GatewayParts {
  /** Answers an AWS request, as for any other client. */
  readonly callApi: (request: HttpRequest) => Promise<HttpReply>;
  /** The keys of the console's role session. */
  readonly getKeys: () => Keys;
  readonly region: string;
  /** `http://127.0.0.1:4566` */
  readonly getEndpoint: () => string;
}

const FORWARDED = /^(?:x-amz-[a-z0-9-]+|range)$/;
/** `GET /bucket?list-type=2`: a request line without its version. */
const REQUEST_LINE = /^(GET|HEAD|POST|PUT|DELETE) (\/[^\s#?]*)(?:\?([^\s#]*))?$/;

/**
 * Passes a call of the console's page on to the AWS APIs. It becomes an AWS request like any other, signed with the
 * cloud's own keys, checked in the same way, and in the journal. A browser never shows the answer as a page, since it
 * may be an HTML object of a bucket.
 *
 * The page describes the call in headers: `x-lab-request` (`GET /bucket?list-type=2`), `x-lab-service` (the signing
 * name), and `x-lab-content-type`.
 */
export async function passOn(
  request: HttpRequest,
  { callApi, getKeys, region, getEndpoint }: GatewayParts,
): Promise<HttpReply> {
  const [, method, path, query = ""] = REQUEST_LINE.exec(request.headers["x-lab-request"] ?? "") ?? [];
  const service = request.headers["x-lab-service"];
  if (method === undefined || path === undefined || service === undefined)
    return createJsonReply(400, {
      message: "Say what is asked for: x-lab-service: s3, and x-lab-request: GET /bucket?list-type=2",
    });
  const host = new URL(getEndpoint()).host;
  const own = Object.entries(request.headers).filter(([name]) => FORWARDED.test(name));
  const headers = {
    ...Object.fromEntries(own),
    host,
    "content-type": request.headers["x-lab-content-type"] ?? "application/octet-stream",
    // The body stays in this process, so its hash doesn't have to be signed.
    "x-amz-content-sha256": "UNSIGNED-PAYLOAD",
    ...(request.headers["content-length"] === undefined ? {} : { "content-length": request.headers["content-length"] }),
  };
  const signer = new SignatureV4({
    service,
    region,
    credentials: getKeys(),
    sha256: Sha256,
    uriEscapePath: service !== "s3",
    applyChecksum: false,
  });
  const signed = await signer.sign(
    new SmithyRequest({ method, path, query: Object.fromEntries(new URLSearchParams(query)), headers }),
  );
  const reply = await callApi({
    method,
    path,
    query,
    headers: signed.headers,
    host,
    openBody: () => request.openBody(),
    get gone() {
      return request.gone;
    },
  });
  return removeHarm(reply);
}

/** The answer with headers by which no browser shows it, runs it or passes it to another page. */
function removeHarm({ status, headers, body }: HttpReply): HttpReply {
  const { "content-type": type = "", ...others } = headers;
  return {
    status,
    headers: {
      ...others,
      "x-lab-content-type": type,
      "content-type": "application/octet-stream",
      "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
      "cross-origin-resource-policy": "same-origin",
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    },
    body,
  };
}
