import type { HttpRequest } from "../core/http";

/** The signature of a presigned URL: `X-Amz-Signature` of Version 4, `Signature` of Version 2. */
const SIGNATURE = "Signature=";
/** The headers about a request's checksum. */
const CHECKSUM = /^x-amz-(?:sdk-)?checksum-/;
/** Headers, other than AWS's own, that presigners move into the query. */
const CONDITION = /^if-(?:none-)?match$|^if-(?:un)?modified-since$/;

/**
 * The headers of a request whose URL is presigned: headers in the URL count as if they had been sent, and a sent header
 * takes precedence. Measured on AWS for `If-Match` by LocalStack (tests/aws/services/s3/test_s3.py,
 * test_pre_signed_url_if_match). A checksum in the URL is ignored, as by S3: the JavaScript SDK puts the checksum of an
 * empty body there.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function getPresignedHeaders({
  query,
  headers,
}: Pick<HttpRequest, "query" | "headers">): HttpRequest["headers"] {
  if (!query.includes(SIGNATURE)) return headers;
  const inUrl: Record<string, string> = {};
  for (const [sent, value] of new URLSearchParams(query)) {
    const name = sent.toLowerCase();
    if (CONDITION.test(name) || (name.startsWith("x-amz-") && !CHECKSUM.test(name))) inUrl[name] = value;
  }
  return { ...inUrl, ...headers };
}
