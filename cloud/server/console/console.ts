import { CONSOLE_SESSION } from "../../core/console-session";
import type { Core } from "../../core/core";
import type { FaultPlan } from "../../core/fault-plan";
import type { HttpReply, HttpRequest } from "../../core/http";
import type { Service, View } from "../../core/service";
import { readAsset } from "./assets";
import { feed } from "./feed";
import { escapeXml } from "../../protocols/xml-text";
import { Sha256 } from "@smithy/core/checksum";
import { HttpRequest as SmithyRequest } from "@smithy/core/protocols";
import { SignatureV4 } from "@smithy/signature-v4";
import type { Keys } from "../../core/role-sessions";
import { createJsonReply } from "../cloud-endpoints";

/** The parts that the gateway needs. */
interface GatewayParts {
  /** Answers an AWS request, as for any other client. */
  readonly callApi: (request: HttpRequest) => Promise<HttpReply>;
  /** The keys of the console's role session. */
  readonly getKeys: () => Keys;
  readonly region: string;
  /** `http://127.0.0.1:4566` */
  readonly getEndpoint: () => string;
}

const FORWARDED = /^(?:x-amz-[a-z0-9-]+|range)$/;
/** `GET /bucket?list-type=2`: a request line without its version. */
const REQUEST_LINE = /^(GET|HEAD|POST|PUT|DELETE) (\/[^\s#?]*)(?:\?([^\s#]*))?$/;

/**
 * Passes a call of the console's page on to the AWS APIs. It becomes an AWS request like any other, signed with the
 * cloud's own keys, checked in the same way, and in the journal. A browser never shows the answer as a page, since it
 * may be an HTML object of a bucket.
 *
 * The page describes the call in headers: `x-lab-request` (`GET /bucket?list-type=2`), `x-lab-service` (the signing
 * name), and `x-lab-content-type`.
 */
async function passOn(
  request: HttpRequest,
  { callApi, getKeys, region, getEndpoint }: GatewayParts,
): Promise<HttpReply> {
  const [, method, path, query = ""] = REQUEST_LINE.exec(request.headers["x-lab-request"] ?? "") ?? [];
  const service = request.headers["x-lab-service"];
  if (method === undefined || path === undefined || service === undefined)
    return createJsonReply(400, {
      message: "Say what is asked for: x-lab-service: s3, and x-lab-request: GET /bucket?list-type=2",
    });
  const host = new URL(getEndpoint()).host;
  const forwarded = Object.entries(request.headers).filter(([name]) => FORWARDED.test(name));
  const headers = {
    ...Object.fromEntries(forwarded),
    host,
    "content-type": request.headers["x-lab-content-type"] ?? "application/octet-stream",
    // The body stays in this process, so its hash doesn't have to be signed.
    "x-amz-content-sha256": "UNSIGNED-PAYLOAD",
    ...(request.headers["content-length"] === undefined ? {} : { "content-length": request.headers["content-length"] }),
  };
  const signer = new SignatureV4({
    service,
    region,
    credentials: getKeys(),
    sha256: Sha256,
    uriEscapePath: service !== "s3",
    applyChecksum: false,
  });
  const signed = await signer.sign(
    new SmithyRequest({ method, path, query: Object.fromEntries(new URLSearchParams(query)), headers }),
  );
  const reply = await callApi({
    method,
    path,
    query,
    headers: signed.headers,
    host,
    openBody: () => request.openBody(),
    get disconnected() {
      return request.disconnected;
    },
  });
  return removeHarm(reply);
}

/** The answer with headers by which no browser shows it, runs it or passes it to another page. */
function removeHarm({ status, headers, body }: HttpReply): HttpReply {
  const { "content-type": type = "", ...others } = headers;
  return {
    status,
    headers: {
      ...others,
      "x-lab-content-type": type,
      "content-type": "application/octet-stream",
      "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
      "cross-origin-resource-policy": "same-origin",
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    },
    body,
  };
}

const STYLE = `
  body { font: 15px/1.45 system-ui, sans-serif; margin: 0 auto; max-width: 75rem; padding: 1rem 1.5rem; color: #1b2733; background: #fff; }
  h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin: 1.6rem 0 .4rem; } p { margin: .3rem 0; color: #51606f; }
  table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .3rem .7rem .3rem 0; border-bottom: 1px solid #dde4ea; overflow-wrap: break-word; vertical-align: top; }
  th { white-space: nowrap; } div { overflow-x: auto; }
  th { font-weight: 600; color: #51606f; }
  @media (prefers-color-scheme: dark) { body { color: #e5ebf0; background: #161c22; } th, p { color: #9fb0bf; } th, td { border-color: #2c3741; } }`;

/**
 * The services' real state at this moment, as one page without scripts or external files: for browsers without scripts,
 * and for resources without a page of their own in the console. Every name in it is escaped, and the policy forbids
 * scripts.
 */
function renderPlainTables<L extends Core>(state: L, services: readonly Service<L>[]): HttpReply {
  const views = services.flatMap((service) => service.createViews?.(state) ?? []);
  const body = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="5"><meta name="viewport" content="width=device-width">
<title>Lab cloud: all tables</title><style>${STYLE}</style></head>
<body><h1>Lab cloud</h1>
<p>Account ${escapeXml(state.account)}, region ${escapeXml(state.region)}. Cloud time ${formatCell(new Date(state.now()).toISOString())}. This page renews itself every 5 seconds.</p>
${views.map(renderSection).join("\n")}
</body></html>
`;
  return {
    status: 200,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    },
    body,
  };
}

function renderSection({ title, columns, rows }: View): string {
  const heading = `<h2>${escapeXml(title)}</h2>`;
  if (rows.length === 0) return `${heading}<p>None yet.</p>`;
  const renderCells = (tag: string, row: readonly string[]): string =>
    `<tr>${row.map((cell) => `<${tag}>${escapeXml(formatCell(cell))}</${tag}>`).join("")}</tr>`;
  return `${heading}<div><table><thead>${renderCells("th", columns)}</thead><tbody>${rows.map((row) => renderCells("td", row)).join("")}</tbody></table></div>`;
}

/** A cell's text, with ISO times in a shorter form. */
const formatCell = (cell: string): string => cell.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)\.\d{3}Z$/, "$1 $2 UTC");

/** The parts that the console needs. */
interface ConsoleParts<L extends Core> extends Pick<GatewayParts, "callApi" | "getEndpoint"> {
  readonly current: { readonly state: L };
  readonly services: readonly Service<L>[];
  readonly faults: FaultPlan;
  /** Answers `/_lab/…`. */
  readonly answerCloudEndpoint: (request: HttpRequest) => Promise<HttpReply>;
}

const LAB = "/console/lab/";

/**
 * The web console, for requests that `front.ts` has accepted. GET reads the page's files, the feed, and the cloud's own
 * endpoints; all other calls must come from the console's own page (`isConsoleCall`).
 */
export function createConsole<L extends Core>(
  parts: ConsoleParts<L>,
): (request: HttpRequest) => HttpReply | Promise<HttpReply> {
  const { current, services, callApi, getEndpoint, answerCloudEndpoint } = parts;
  const getKeys = () => current.state.roleSessions.getKeys(CONSOLE_SESSION);
  return (request) => {
    const { method, path } = request;
    if (path.startsWith(LAB)) return answerCloudEndpoint(replacePath(request, `/_lab/${path.slice(LAB.length)}`));
    if (path === "/console/aws" && method === "POST")
      return passOn(request, { callApi, getKeys, region: current.state.region, getEndpoint });
    if (path === "/console/feed") return feed(parts);
    if (path === "/console/tables") return renderPlainTables(current.state, services);
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
  get disconnected() {
    return request.disconnected;
  },
});
