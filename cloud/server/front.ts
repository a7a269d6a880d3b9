import { AwsFault } from "../core/faults";
import type { HttpReply, HttpRequest } from "../core/http";
import { isSameText } from "../core/same-text";
import type { Answer } from "./connections";
import { createJsonReply } from "./cloud-endpoints";
import { isSigned } from "./signature-parts";
import { setTimeout as wait } from "node:timers/promises";

const createTooManyCalls = (): AwsFault =>
  new AwsFault("ServiceUnavailable", "Too many calls at once. Try again.", { status: 503 });
/** A limit, since more calls at once, above all long polls, would take too much memory. */
const MAX_CALLS = 10_000;

/** The API calls under way, for which a stop or a reset waits before it removes their data. */
export class CallTracker {
  #running = 0;
  #waiting: (() => void)[] = [];
  #paused: Promise<void> | undefined;

  /** Runs a call and counts it while it lasts. While calls are held back, the call waits. */
  async run<T>(call: () => T | Promise<T>): Promise<T> {
    if (this.#running >= MAX_CALLS) throw createTooManyCalls();
    while (this.#paused !== undefined) await this.#paused;
    this.#running += 1;
    try {
      return await call();
    } finally {
      this.#running -= 1;
      if (this.#running === 0) for (const resolve of this.#waiting.splice(0)) resolve();
    }
  }

  /** A handler whose calls are counted. */
  track(
    handle: (request: HttpRequest) => HttpReply | Promise<HttpReply>,
  ): (request: HttpRequest) => Promise<HttpReply> {
    return (request) => this.run(() => handle(request));
  }

  /** Holds back new calls while `work` runs: a reset removes all data before it opens the new state. */
  async holdBackDuring(work: () => Promise<void>): Promise<void> {
    while (this.#paused !== undefined) await this.#paused;
    const working = work();
    const endCall = (): void => {
      this.#paused = undefined;
    };
    this.#paused = working.then(endCall, endCall);
    await working;
  }

  /** Resolves when no call runs, or after `maxMs` of real time: a long poll may go on for longer. */
  async waitUntilIdle(maxMs: number): Promise<void> {
    if (this.#running === 0) return;
    const tooLong = new AbortController();
    const idle = new Promise<void>((resolve) => this.#waiting.push(resolve));
    await Promise.race([idle, wait(maxMs, undefined, { signal: tooLong.signal }).catch(() => undefined)]);
    tooLong.abort();
  }
}

interface LocalStackParts {
  /** The names of the emulated services, which are those that LocalStack uses. */
  readonly services: readonly { readonly name: string }[];
  readonly version: string;
  /** Deletes all resources and starts empty. */
  readonly reset: () => Promise<void>;
}

/** The stages of LocalStack's start, for which it runs scripts. The lab cloud answers only when it is ready. */
const STAGES: Readonly<Record<string, boolean>> = { BOOT: true, START: true, READY: true, SHUTDOWN: false };
const PREFIX = "/_localstack/";

const isLocalStackPath = ({ path }: HttpRequest): boolean => path.startsWith(PREFIX);
/** Whether a request may change something, however its path is spelled, so that its sender needs the cloud's token where one is required. */
const isLocalStackChange = ({ method }: HttpRequest): boolean => method !== "GET" && method !== "HEAD";

/**
 * LocalStack's own endpoints that other programs wait for, in its shape, so that a project's test set-up works
 * unchanged. `edition` says that this is not LocalStack.
 *
 * Source: localstack-core/localstack/services/internal.py and runtime/init.py of localstack/localstack.
 */
export function createLocalStackEndpoints({
  services,
  version,
  reset,
}: LocalStackParts): (request: HttpRequest) => Promise<HttpReply> {
  const about = { edition: "lab-cloud", version };
  const endpoints: Readonly<Record<string, () => unknown>> = {
    [`GET ${PREFIX}health`]: () => ({
      services: Object.fromEntries(services.map(({ name }) => [name, "running"])),
      ...about,
    }),
    [`HEAD ${PREFIX}health`]: () => ({}),
    [`GET ${PREFIX}info`]: () => ({ ...about, is_license_activated: false, is_docker: false }),
    [`GET ${PREFIX}init`]: () => ({ completed: STAGES, scripts: [] }),
    ...Object.fromEntries(
      Object.entries(STAGES).map(([stage, completed]) => [
        `GET ${PREFIX}init/${stage.toLowerCase()}`,
        () => ({ completed, scripts: [] }),
      ]),
    ),
    [`POST ${PREFIX}state/reset`]: () => reset(),
  };
  return async ({ method, path }) => {
    const answer = endpoints[`${method} ${path.toLowerCase()}`];
    return answer === undefined
      ? createJsonReply(404, {
          message: `The lab cloud has no ${method} ${path}. Of LocalStack's own endpoints it has: ${Object.keys(endpoints).join(", ")}`,
        })
      : createJsonReply(200, (await answer()) ?? {});
  };
}

/** Content types that a page can send to another origin without a preflight request. */
const FORM_TYPES = ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"];
/**
 * Host names that only reach this machine. Requests of a page whose own name was made to resolve to 127.0.0.1 (DNS
 * rebinding) have that name as Host, and no page can set another Host.
 */
const LOOPBACK_HOST = /^(?:127(?:\.\d{1,3}){3}|\[::1\]|(?:[^\s/?#@:]+\.)?localhost)(?::\d{1,5})?$/i;

/**
 * The names that LocalStack's clients use, which public DNS resolves to 127.0.0.1. Only the owner of that domain could
 * make a page under such a name: the AWS APIs accept it, the console and `/_lab` don't.
 */
const LOCALSTACK_HOST = /^(?:[^\s/?#@:]+\.)?localhost\.localstack\.cloud(?::\d{1,5})?$/i;

const isLoopbackHost = ({ host }: HttpRequest): boolean => LOOPBACK_HOST.test(host);

/** Whether the AWS APIs accept a request for this host name as one for this machine. */
export const isCloudHost = (request: HttpRequest): boolean =>
  isLoopbackHost(request) || LOCALSTACK_HOST.test(request.host);

/**
 * Why a request is refused before it is read; undefined if it is accepted.
 *
 * A web page that a learner visits can send requests to 127.0.0.1; they must not reach the learner's cloud, whatever
 * keys the cloud accepts. The host is always checked first: under another name than this machine's only a signed
 * request is accepted, and only where the signature is then verified (`sender.ts` does so, even with `--keys any`).
 */
function findPageRefusal(request: HttpRequest): string | undefined {
  const { headers } = request;
  if (!isHostAccepted(request))
    return "Requests for a host name that is not this machine's are refused, unless they are signed with this cloud's keys: a web page could have sent them. Use 127.0.0.1 or localhost.";
  if (headers["origin"] !== undefined || headers["sec-fetch-site"] !== undefined)
    return "Requests made by web pages are refused. Use an AWS SDK, the AWS CLI, or a tool on this machine.";
  if (FORM_TYPES.some((type) => headers["content-type"]?.toLowerCase().startsWith(type)) && !isSigned(request))
    return "Requests whose content type a web page could have sent are refused, unless they are signed. Sign it, or send it as JSON.";
  return undefined;
}

/** Outside the AWS APIs no signature is verified, so there a signature makes no other host name acceptable. */
function isHostAccepted(request: HttpRequest): boolean {
  if (request.path.startsWith("/_lab/")) return isLoopbackHost(request);
  return isCloudHost(request) || (isSigned(request) && !request.path.startsWith("/_localstack/"));
}

/**
 * Whether a request comes from no page, or from a page of the same origin. A script of type `module` sends Origin with
 * a GET, too.
 */
const isCloudOrigin = ({ headers, host }: HttpRequest): boolean =>
  headers["origin"] === undefined || headers["origin"].replace(/^https?:\/\//, "") === host;

/** Whether the console is opened by hand, or by a link of its own. */
function isCloudPage(request: HttpRequest): boolean {
  const site = request.headers["sec-fetch-site"];
  return (
    request.method === "GET" &&
    isCloudOrigin(request) &&
    isLoopbackHost(request) &&
    (site === undefined || site === "none" || site === "same-origin")
  );
}

/**
 * Whether a request that may change something comes from the console's own page: under a host name that only means this
 * machine, from a page of the same origin (browsers send this in `Sec-Fetch-Site`, which no page can set), as JSON and
 * with a header of the console's own, so that for a page of another origin a browser would first send a preflight
 * request.
 *
 * A page at another port of 127.0.0.1 is `same-site`, not `same-origin`.
 */
function isConsoleCall(request: HttpRequest): boolean {
  const { headers } = request;
  return (
    (request.method === "POST" || request.method === "DELETE") &&
    isLoopbackHost(request) &&
    headers["sec-fetch-site"] === "same-origin" &&
    isCloudOrigin(request) &&
    headers["content-type"] === "application/json" &&
    headers["x-lab-console"] === "1"
  );
}

/** The handlers behind the one port. */
interface FrontParts {
  readonly callApi: (request: HttpRequest) => Promise<HttpReply>;
  readonly answerCloudEndpoint: (request: HttpRequest) => Promise<HttpReply>;
  readonly answerLocalStack: (request: HttpRequest) => Promise<HttpReply>;
  readonly answerConsole: (request: HttpRequest) => HttpReply | Promise<HttpReply>;
  readonly token: string;
  /** Whether `/_lab`, `/console` and LocalStack's reset require the token (`--keys own`). */
  readonly wantsToken: boolean;
  readonly onBug: (error: unknown) => void;
}

const TOKEN_COOKIE = "lab-token";
const OPEN_PATHS = new Set(["/_lab/health", "/_lab/lambda/code", "/_lab/cloudformation/response"]);
const FOREIGN_PAGE = "The console is opened by hand, at 127.0.0.1 or localhost; other pages may not ask for it.";

/** Decides whether a request is accepted, and passes it to its handler. Never rejects. */
export function createFront(parts: FrontParts): Answer {
  return async (request) => {
    try {
      return await choose(request, parts);
    } catch (error) {
      if (error instanceof AwsFault)
        return createJsonReply(error.status, { __type: error.code, message: error.message });
      parts.onBug(error);
      return createJsonReply(500, { message: "The lab cloud failed to answer; its log holds the cause." });
    }
  };
}

function choose(request: HttpRequest, parts: FrontParts): HttpReply | Promise<HttpReply> {
  const isConsole = request.path === "/console" || request.path.startsWith("/console/");
  const refused = findRefusal(request, isConsole);
  if (refused !== undefined) return refused;
  if (isConsole) return openConsole(request, parts);
  const answer = findEndpoints(request, parts);
  if (answer === undefined) return parts.callApi(request);
  const needsToken = parts.wantsToken && !isOpen(request);
  return needsToken && !isToken(request.headers["x-lab-token"], parts.token) ? createNoToken() : answer(request);
}

/** The endpoints beside the AWS APIs that a request is for; undefined if it is for an AWS API. */
function findEndpoints(request: HttpRequest, { answerCloudEndpoint, answerLocalStack }: FrontParts) {
  if (request.path.startsWith("/_lab/")) return answerCloudEndpoint;
  return isLocalStackPath(request) ? answerLocalStack : undefined;
}

/**
 * Whether an endpoint needs no token: those that reveal no secret and change nothing, since programs on an instance have
 * no token; the link to a function's code, which is signed; and the URL to which a custom resource's function responds,
 * which is itself secret.
 */
const isOpen = (request: HttpRequest): boolean =>
  OPEN_PATHS.has(request.path) ||
  request.path.startsWith("/_lab/random-user/") ||
  (isLocalStackPath(request) && !isLocalStackChange(request));

function findRefusal(request: HttpRequest, isConsole: boolean): HttpReply | undefined {
  // A proxy, or a client of a proxy, sends a whole URL as target. No client of the lab cloud does.
  if (!request.path.startsWith("/"))
    return createJsonReply(400, { message: "The target of a request must begin with a slash." });
  const why = isConsole
    ? isCloudPage(request) || isConsoleCall(request)
      ? undefined
      : FOREIGN_PAGE
    : findPageRefusal(request);
  return why === undefined ? undefined : createJsonReply(403, { message: why });
}

/**
 * A browser that opens a link cannot send the token's header, so a link with `?token=` exchanges the token for a cookie
 * that only the console gets: a cookie without a Path is for the folder of the link. The URLs are relative, so that
 * they work behind any prefix.
 */
function openConsole(request: HttpRequest, parts: FrontParts): HttpReply | Promise<HttpReply> {
  const fromLink = new URLSearchParams(request.query).get("token") ?? undefined;
  if (fromLink !== undefined && isToken(fromLink, parts.token)) {
    const cookie = `${TOKEN_COOKIE}=${parts.token}; HttpOnly; SameSite=Strict`;
    return { status: 303, headers: { location: "./", "set-cookie": cookie } };
  }
  if (request.path === "/console") return { status: 308, headers: { location: "console/" } };
  const fromCookie = new RegExp(`(?:^|;\\s*)${TOKEN_COOKIE}=([^;]+)`).exec(request.headers["cookie"] ?? "")?.[1];
  const mayLook =
    !parts.wantsToken || isToken(request.headers["x-lab-token"], parts.token) || isToken(fromCookie, parts.token);
  return mayLook ? parts.answerConsole(request) : createNoToken();
}

const createNoToken = (): HttpReply =>
  createJsonReply(403, {
    message: "This needs the cloud's token, as the header x-lab-token (for the console also as ?token=…).",
  });

const isToken = (presented: string | undefined, token: string): boolean => isSameText(presented ?? "", token);
