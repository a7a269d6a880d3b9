import { createHash, createHmac } from "node:crypto";
import { Sha256 } from "@smithy/core/checksum";
import { HttpRequest } from "@smithy/core/protocols";
import { getSigningKey, SignatureV4 } from "@smithy/signature-v4";
import type { Cloud } from "../../../index";
import type { RawRequest } from "./raw-request";

/** A PUT whose body is signed chunk by chunk, as AWS's Java SDK sends it over plain HTTP. */
interface SignedChunks {
  readonly path: string;
  readonly chunks: readonly string[];
  /** `name:value` each, sent and signed after the body. */
  readonly trailers?: readonly string[];
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Signs a PUT and its chunks. */
export async function signChunks(cloud: Cloud, { path, chunks, trailers = [] }: SignedChunks): Promise<RawRequest> {
  const now = new Date();
  const { hostname, port, host } = new URL(cloud.endpoint);
  const [day, scope] = [now.toISOString().slice(0, 10).replaceAll("-", ""), [cloud.region, "s3", "aws4_request"]];
  const signer = new SignatureV4({
    service: "s3",
    region: cloud.region,
    credentials: cloud.credentials,
    sha256: Sha256,
    uriEscapePath: false,
    applyChecksum: false,
  });
  const headers = {
    host,
    "content-encoding": "aws-chunked",
    "x-amz-content-sha256": `STREAMING-AWS4-HMAC-SHA256-PAYLOAD${trailers.length === 0 ? "" : "-TRAILER"}`,
    "x-amz-decoded-content-length": String(chunks.join("").length),
    ...(trailers.length === 0 ? {} : { "x-amz-trailer": trailers.map((line) => line.split(":")[0]).join(",") }),
  };
  const request = new HttpRequest({ method: "PUT", protocol: "http:", hostname, port: Number(port), path, headers });
  const signed = await signer.sign(request, { signingDate: now });
  const key = await getSigningKey(Sha256, cloud.credentials, day, cloud.region, "s3");
  let previous = /Signature=([0-9a-f]+)$/.exec(signed.headers["authorization"] ?? "")?.[1] ?? "";
  const sign = (subject: string, ...hashes: string[]): string => {
    const toSign = [
      `AWS4-HMAC-SHA256-${subject}`,
      signed.headers["x-amz-date"],
      [day, ...scope].join("/"),
      previous,
      ...hashes,
    ].join("\n");
    return (previous = createHmac("sha256", key).update(toSign).digest("hex"));
  };
  const framed = [...chunks, ""]
    .map(
      (chunk) =>
        `${chunk.length.toString(16)};chunk-signature=${sign("PAYLOAD", sha256(""), sha256(chunk))}\r\n${chunk}`,
    )
    .join("\r\n");
  const ending =
    trailers.length === 0
      ? ""
      : `${trailers.join("\r\n")}\r\nx-amz-trailer-signature:${sign("TRAILER", sha256(trailers.map((line) => `${line}\n`).join("")))}\r\n`;
  return { method: "PUT", path, headers: signed.headers, body: `${framed}${ending}\r\n` };
}
