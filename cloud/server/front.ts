import { timingSafeEqual } from "node:crypto";
import { AwsFault } from "../core/faults";
import type { HttpReply, HttpRequest } from "../core/http";
import type { Answer } from "./incoming-request";
import { json } from "./lab-endpoints";
import { hasPageMarks, isOwnPage } from "./page-marks";

/** The three things behind the one port. */
export interface FrontParts {
  readonly api: (request: HttpRequest) => Promise<HttpReply>;
  readonly lab: (request: HttpRequest) => Promise<HttpReply>;
  readonly console: () => HttpReply;
  readonly token: string;
  /** Whether `/_lab` and `/console` want the token (`--keys own`). */
  readonly wantsToken: boolean;
  readonly onBug: (error: unknown) => void;
}

const TOKEN_COOKIE = "lab-token";

/** Decides who may come in, and sends each request where it belongs. Never rejects. */
export function front(parts: FrontParts): Answer {
  return async (request) => {
    try {
      return await choose(request, parts);
    } catch (error) {
      if (error instanceof AwsFault) return json(error.status, { __type: error.code, message: error.message });
      parts.onBug(error);
      return json(500, { message: "The lab cloud failed to answer; its log holds the cause." });
    }
  };
}

function choose(request: HttpRequest, parts: FrontParts): HttpReply | Promise<HttpReply> {
  const isConsole = request.path === "/console" || request.path.startsWith("/console/");
  if (isConsole ? !isOwnPage(request) : hasPageMarks(request)) {
    return json(403, {
      message:
        "Requests made by web pages are refused, and so are unsigned ones for a host name that is not this machine's. Use an AWS SDK, the AWS CLI, or a tool on this machine with 127.0.0.1 or localhost.",
    });
  }
  // These tell no secret and change nothing, and whoever runs on an instance has no token; a link to a function's code is signed.
  if (
    request.path === "/_lab/health" ||
    request.path.startsWith("/_lab/random-user/") ||
    request.path === "/_lab/lambda/code"
  )
    return parts.lab(request);
  if (isConsole) return openConsole(request, parts);
  if (!request.path.startsWith("/_lab/")) return parts.api(request);
  if (parts.wantsToken && !isToken(request.headers["x-lab-token"], parts.token)) return noToken();
  return parts.lab(request);
}

/** A browser cannot send our header, so a link with `?token=` trades the token for a cookie that only this page gets. */
function openConsole(request: HttpRequest, parts: FrontParts): HttpReply {
  const fromLink = new URLSearchParams(request.query).get("token") ?? undefined;
  if (fromLink !== undefined && isToken(fromLink, parts.token)) {
    const cookie = `${TOKEN_COOKIE}=${parts.token}; Path=/console/; HttpOnly; SameSite=Strict`;
    return { status: 303, headers: { location: "/console/", "set-cookie": cookie } };
  }
  if (request.path === "/console") return { status: 308, headers: { location: "/console/" } };
  const fromCookie = new RegExp(`(?:^|;\\s*)${TOKEN_COOKIE}=([^;]+)`).exec(request.headers["cookie"] ?? "")?.[1];
  const mayLook =
    !parts.wantsToken || isToken(request.headers["x-lab-token"], parts.token) || isToken(fromCookie, parts.token);
  return mayLook ? parts.console() : noToken();
}

const noToken = (): HttpReply =>
  json(403, { message: "This needs the cloud's token, as the header x-lab-token (for the console also as ?token=…)." });

function isToken(given: string | undefined, token: string): boolean {
  const [one, other] = [Buffer.from(given ?? ""), Buffer.from(token)];
  return one.byteLength === other.byteLength && timingSafeEqual(one, other);
}
