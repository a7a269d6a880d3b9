import type { HttpRequest } from "../../core/http";
import { isLoopbackHost, isOwnOrigin } from "../page-marks";

/**
 * Whether a request that may change something comes from the console's own page: under a host name that only means this
 * machine, from a page of the same origin (browsers send this in `Sec-Fetch-Site`, which no page can set), as JSON and
 * with a header of the console's own, so that for a page of another origin a browser would first send a preflight
 * request.
 *
 * A page at another port of 127.0.0.1 is `same-site`, not `same-origin`.
 */
export function isOwnCall(request: HttpRequest): boolean {
  const { headers } = request;
  return (
    (request.method === "POST" || request.method === "DELETE") &&
    isLoopbackHost(request) &&
    headers["sec-fetch-site"] === "same-origin" &&
    isOwnOrigin(request) &&
    headers["content-type"] === "application/json" &&
    headers["x-lab-console"] === "1"
  );
}
