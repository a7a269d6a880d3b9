import type { HttpRequest } from "../core/http";

/** The signature of a presigned URL: `X-Amz-Signature` of Version 4, `Signature` of Version 2. */
const SIGNATURE = "Signature=";
/** What presigners move from the headers to the query, beside AWS's own. */
const CONDITION = /^if-(?:none-)?match$|^if-(?:un)?modified-since$/;

/**
 * The headers of a request whose URL is presigned: those that stand in the URL count as if they had been sent, and what was sent
 * goes before them. Measured on AWS for `If-Match` by LocalStack (tests/aws/services/s3/test_s3.py, test_pre_signed_url_if_match). A
 * checksum in the URL is passed over, as by S3: the JavaScript SDK puts that of an empty body there.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function presignedHeaders({ query, headers }: Pick<HttpRequest, "query" | "headers">): HttpRequest["headers"] {
  if (!query.includes(SIGNATURE)) return headers;
  const inUrl: Record<string, string> = {};
  for (const [sent, value] of new URLSearchParams(query)) {
    const name = sent.toLowerCase();
    if (CONDITION.test(name) || (name.startsWith("x-amz-") && !name.startsWith("x-amz-checksum-"))) inUrl[name] = value;
  }
  return { ...inUrl, ...headers };
}
