import { Sha256 } from "@smithy/core/checksum";
import { HttpRequest } from "@smithy/core/protocols";
import { SignatureV4 } from "@smithy/signature-v4";
import type { Cloud } from "../../../index";

/** The request that a presigned URL allows. */
interface PresignedRequest {
  readonly method: "GET" | "PUT";
  /** `bucket/key`, percent-encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly expiresInSeconds: number;
  /** When the URL was signed; now by default. */
  readonly signedAt?: Date;
}

/** Makes a URL that everybody may use for a limited time, as the SDKs' presigners do. */
export async function createPresignedUrl(cloud: Cloud, requested: PresignedRequest): Promise<string> {
  const { hostname, port, host } = new URL(cloud.endpoint);
  const signer = new SignatureV4({
    service: "s3",
    region: cloud.region,
    credentials: cloud.credentials,
    sha256: Sha256,
    uriEscapePath: false,
    applyChecksum: false,
  });
  const request = new HttpRequest({
    method: requested.method,
    protocol: "http:",
    hostname,
    port: Number(port),
    path: `/${requested.path}`,
    query: { ...requested.query },
    headers: { host, "x-amz-content-sha256": "UNSIGNED-PAYLOAD" },
  });
  const { query } = await signer.presign(request, {
    expiresIn: requested.expiresInSeconds,
    unsignableHeaders: new Set(["x-amz-content-sha256"]),
    ...(requested.signedAt === undefined ? {} : { signingDate: requested.signedAt }),
  });
  return `${cloud.endpoint}/${requested.path}?${new URLSearchParams(query as Record<string, string>).toString()}`;
}
