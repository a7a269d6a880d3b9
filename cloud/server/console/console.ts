import { CONSOLE_SESSION } from "../../core/console-session";
import type { Core } from "../../core/core";
import type { FaultPlan } from "../../core/fault-plan";
import type { HttpReply, HttpRequest } from "../../core/http";
import type { Service } from "../../core/service";
import { readAsset } from "./assets";
import { passOn, type GatewayParts } from "./aws-gateway";
import { feed } from "./feed";
import { renderPlainTables } from "./plain-tables";

/** The parts that the console needs. */
interface ConsoleParts<L extends Core> extends Pick<GatewayParts, "callApi" | "getEndpoint"> {
  readonly getState: () => L;
  readonly services: readonly Service<L>[];
  readonly faults: FaultPlan;
  /** Answers `/_lab/…`. */
  readonly answerCloudEndpoint: (request: HttpRequest) => Promise<HttpReply>;
}

const LAB = "/console/lab/";

/**
 * The web console, for requests that `front.ts` has accepted. GET reads the page's files, the feed, and the cloud's own
 * endpoints; all other calls must come from the console's own page (`isOwnCall`).
 */
export function createConsole<L extends Core>(
  parts: ConsoleParts<L>,
): (request: HttpRequest) => HttpReply | Promise<HttpReply> {
  const { getState, services, callApi, getEndpoint, answerCloudEndpoint } = parts;
  const getKeys = () => getState().roleSessions.getKeys(CONSOLE_SESSION);
  return (request) => {
    const { method, path } = request;
    if (path.startsWith(LAB)) return answerCloudEndpoint(replacePath(request, `/_lab/${path.slice(LAB.length)}`));
    if (path === "/console/aws" && method === "POST")
      return passOn(request, { callApi, getKeys, region: getState().region, getEndpoint });
    if (path === "/console/feed") return feed(parts);
    if (path === "/console/tables") return renderPlainTables(getState(), services);
    return readAsset(path.slice("/console/".length));
  };
}

const replacePath = (request: HttpRequest, path: string): HttpRequest => ({
  method: request.method,
  path,
  query: request.query,
  headers: request.headers,
  host: request.host,
  openBody: () => request.openBody(),
  get gone() {
    return request.gone;
  },
});
