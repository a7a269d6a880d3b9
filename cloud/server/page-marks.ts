import type { HttpRequest } from "../core/http";

/** Content types that a page can send without asking first. */
const FORM_TYPES = ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"];
/** Host names that only reach this machine. A page that was rebound to 127.0.0.1 comes under its own name. */
const LOOPBACK_HOST = /^(?:127(?:\.\d+){3}|\[::1\]|(?:.+\.)?localhost)(?::\d+)?$/i;

/** Whether the request carries an AWS signature, in its header or its query. */
export const isSigned = (request: HttpRequest): boolean =>
  (request.headers["authorization"] ?? "").startsWith("AWS4-HMAC-SHA256") ||
  /(?:^|&)X-Amz-Signature=/.test(request.query);

/**
 * Whether a web page made this request. A page that a learner happens to visit can send requests to 127.0.0.1; it must
 * not reach their cloud, whatever keys the cloud takes.
 */
export function hasPageMarks(request: HttpRequest): boolean {
  const { headers } = request;
  if (headers["origin"] !== undefined || headers["sec-fetch-site"] !== undefined) return true;
  if (isSigned(request)) return false;
  return FORM_TYPES.some((type) => headers["content-type"]?.toLowerCase().startsWith(type)) || !isLoopbackHost(request);
}

/** The console is a page of ours: opened by hand, or by a link of its own. */
export function isOwnPage(request: HttpRequest): boolean {
  const site = request.headers["sec-fetch-site"];
  return (
    request.method === "GET" &&
    request.headers["origin"] === undefined &&
    isLoopbackHost(request) &&
    (site === undefined || site === "none" || site === "same-origin")
  );
}

const isLoopbackHost = ({ host }: HttpRequest): boolean => LOOPBACK_HOST.test(host);
