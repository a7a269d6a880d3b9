import type { HttpRequest } from "../core/http";
import { hostBucket } from "./request-target";

/**
 * Whether a request is S3's POST form: an upload to a bucket whose signature stands among its fields, behind the front door.
 *
 * Nothing else may pass for one: with a query the request could be another service's.
 */
export function isFormUpload({ method, headers, path, query, host }: HttpRequest): boolean {
  if (method !== "POST" || query !== "" || headers["x-amz-target"] !== undefined) return false;
  if (!/^multipart\/form-data\s*;/i.test(headers["content-type"] ?? "")) return false;
  return hostBucket(host) === undefined ? /^\/[^/]+\/?$/.test(path) : path === "/";
}
