import type { HttpRequest } from "../core/http";
import { isSigned } from "./signature-parts";
import { AwsFault } from "../core/faults";
import type { Protocol } from "../protocols/protocol";

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

export const isLoopbackHost = ({ host }: HttpRequest): boolean => LOOPBACK_HOST.test(host);

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
export function findPageRefusal(request: HttpRequest): string | undefined {
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
export const isCloudOrigin = ({ headers, host }: HttpRequest): boolean =>
  headers["origin"] === undefined || headers["origin"].replace(/^https?:\/\//, "") === host;

/** Whether the console is opened by hand, or by a link of its own. */
export function isCloudPage(request: HttpRequest): boolean {
  const site = request.headers["sec-fetch-site"];
  return (
    request.method === "GET" &&
    isCloudOrigin(request) &&
    isLoopbackHost(request) &&
    (site === undefined || site === "none" || site === "same-origin")
  );
}

/** The beginnings of the names of operations that only read. */
const READS = /^(?:BatchGet|Describe|Estimate|Get|Head|List|Lookup|Search|Simulate|Validate)/;

/** Whether an operation of this name only reads. */
export const isReadOnly = (operation: string): boolean => READS.test(operation);

/**
 * Whether a request would change something by GET or HEAD. A web page, a mail or a chat program can make a user's
 * browser send a GET; and AWS query and the RPC protocols accept any operation with any method.
 */
export const isChangeByGet = ({ method }: HttpRequest, operation: string): boolean =>
  (method === "GET" || method === "HEAD") && !isReadOnly(operation);

/** The fault for such a request; with a signature that this cloud can verify it would be accepted. */
export function createOnlyReadByGet(operation: string, family: Protocol["family"]): AwsFault {
  const code = family === "json" ? "AccessDeniedException" : "AccessDenied";
  return new AwsFault(
    code,
    `${operation} changes something. Send it by POST: by GET the lab cloud accepts it only with a signature that it can verify (--keys own, or --secret).`,
    { status: 403 },
  );
}
