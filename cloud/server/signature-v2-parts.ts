import type { HttpRequest } from "../core/http";
import type { SignatureParts } from "./signature-claim";

/** `AWS AKID:signature` */
const AUTHORIZATION = /^AWS ([^:\s]+):(\S+)$/;

/** S3's Signature Version 2, in the Authorization header or in a presigned URL, unverified; undefined if there is none. */
export function parseSignatureV2(request: HttpRequest): SignatureParts | undefined {
  return parseHeader(request) ?? parseQuery(request);
}

function parseHeader({ headers }: HttpRequest): SignatureParts | undefined {
  const [, accessKeyId, signature] = AUTHORIZATION.exec(headers["authorization"] ?? "") ?? [];
  if (accessKeyId === undefined || signature === undefined) return undefined;
  const time = headers["x-amz-date"] ?? headers["date"] ?? "";
  const sessionToken = headers["x-amz-security-token"];
  return { ...S3, accessKeyId, signature, time, expiresSeconds: undefined, sessionToken };
}

function parseQuery({ headers, query }: HttpRequest): SignatureParts | undefined {
  if (!query.includes("AWSAccessKeyId=")) return undefined;
  const fields = new URLSearchParams(query);
  const [accessKeyId, signature, time] = ["AWSAccessKeyId", "Signature", "Expires"].map((name) => fields.get(name));
  if (!accessKeyId || !signature || !time) return undefined;
  const sessionToken = headers["x-amz-security-token"] ?? fields.get("x-amz-security-token") ?? undefined;
  return { ...S3, accessKeyId, signature, time, expiresSeconds: Number(time), sessionToken };
}

/** Fixed values for the parts that Version 2 does not have. */
const S3 = { version: 2, day: "", region: "", service: "s3", signedHeaders: "" } as const;
