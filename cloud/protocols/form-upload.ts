import type { HttpRequest } from "../core/http";
import { parseHostBucket } from "./request-target";

/**
 * Whether a request is S3's POST form: an upload to a bucket, with the signature among the form's fields, so that it is
 * verified only when the form is read.
 *
 * The check is strict, since such a request is let in before its signature is verified: with a query it could be for
 * another service.
 */
export function isFormUpload({ method, headers, path, query, host }: HttpRequest): boolean {
  if (method !== "POST" || query !== "" || headers["x-amz-target"] !== undefined) return false;
  if (!/^multipart\/form-data\s*;/i.test(headers["content-type"] ?? "")) return false;
  return parseHostBucket(host) === undefined ? /^\/[^/]+\/?$/.test(path) : path === "/";
}
