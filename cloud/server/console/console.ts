import { CONSOLE_SESSION } from "../../core/console-session";
import type { Core } from "../../core/core";
import type { FaultPlan } from "../../core/fault-plan";
import type { HttpReply, HttpRequest } from "../../core/http";
import type { Service } from "../../core/service";
import { asset } from "./assets";
import { passOn, type GatewayParts } from "./aws-gateway";
import { feed } from "./feed";
import { plainTables } from "./plain-tables";

/** The parts that the console needs. */
interface ConsoleParts<L extends Core> extends Pick<GatewayParts, "api" | "endpoint"> {
  readonly lab: () => L;
  readonly services: readonly Service<L>[];
  readonly faults: FaultPlan;
  /** Answers `/_lab/…`. */
  readonly labEndpoints: (request: HttpRequest) => Promise<HttpReply>;
}

const LAB = "/console/lab/";

/**
 * The web console, for requests that `front.ts` has accepted. GET reads the page's files, the feed, and the lab's own
 * endpoints; all other calls must come from the console's own page (`isOwnCall`).
 */
export function console<L extends Core>(
  parts: ConsoleParts<L>,
): (request: HttpRequest) => HttpReply | Promise<HttpReply> {
  const { lab, services, api, endpoint, labEndpoints } = parts;
  const keys = () => lab().roleSessions.keys(CONSOLE_SESSION);
  return (request) => {
    const { method, path } = request;
    if (path.startsWith(LAB)) return labEndpoints(withPath(request, `/_lab/${path.slice(LAB.length)}`));
    if (path === "/console/aws" && method === "POST")
      return passOn(request, { api, keys, region: lab().region, endpoint });
    if (path === "/console/feed") return feed(parts);
    if (path === "/console/tables") return plainTables(lab(), services);
    return asset(path.slice("/console/".length));
  };
}

const withPath = (request: HttpRequest, path: string): HttpRequest => ({
  method: request.method,
  path,
  query: request.query,
  headers: request.headers,
  host: request.host,
  body: () => request.body(),
  get gone() {
    return request.gone;
  },
});
