import type { HttpRequest } from "../../core/http";
import { isLoopbackHost, isOwnOrigin } from "../page-marks";

/**
 * Whether a request that may change something comes from the console's own page: under a name that only means this machine, from a
 * page of the very same origin (which browsers say in `Sec-Fetch-Site`, and no page can write), as JSON and with a header of ours,
 * so that a browser would have to ask before it sent the like for another page.
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
