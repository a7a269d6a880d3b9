import type { HttpRequest } from "../core/http";
import { isSigned } from "./signature-parts";

/** Content types that a page can send without asking first. */
const FORM_TYPES = ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"];
/**
 * Host names that only reach this machine. A page whose own name was made to mean 127.0.0.1 (DNS rebinding) comes under that name,
 * and no page can send another Host than the name that the browser asked for.
 */
const LOOPBACK_HOST = /^(?:127(?:\.\d{1,3}){3}|\[::1\]|(?:[^\s/?#@:]+\.)?localhost)(?::\d{1,5})?$/i;

export const isLoopbackHost = ({ host }: HttpRequest): boolean => LOOPBACK_HOST.test(host);

/**
 * Why a request is refused before anybody looks at what it asks for; undefined if it may go on.
 *
 * A page that a learner happens to visit can send requests to 127.0.0.1; it must not reach their cloud, whatever keys the cloud
 * takes. The host is looked at first and always: under another name than this machine's only what says that it is signed goes on,
 * and only where the signature is verified then (`api.ts` does so, also where the cloud takes any keys).
 */
export function pageRefusal(request: HttpRequest): string | undefined {
  const { headers } = request;
  if (!isLoopbackHost(request) && (isBesideApi(request) || !isSigned(request)))
    return "Requests for a host name that is not this machine's are refused, unless they are signed with this cloud's keys: a web page could have sent them. Use 127.0.0.1 or localhost.";
  if (headers["origin"] !== undefined || headers["sec-fetch-site"] !== undefined)
    return "Requests made by web pages are refused. Use an AWS SDK, the AWS CLI, or a tool on this machine.";
  if (FORM_TYPES.some((type) => headers["content-type"]?.toLowerCase().startsWith(type)) && !isSigned(request))
    return "Requests whose content type a web page could have sent are refused, unless they are signed. Sign it, or send it as JSON.";
  return undefined;
}

/** What is no AWS API verifies no signature. */
const isBesideApi = ({ path }: HttpRequest): boolean => path.startsWith("/_lab/");

/** Whether a request comes from no page, or from one that was loaded from where it asks. A script of type `module` says so by GET, too. */
export const isOwnOrigin = ({ headers, host }: HttpRequest): boolean =>
  headers["origin"] === undefined || headers["origin"].replace(/^https?:\/\//, "") === host;

/** The console is a page of ours: opened by hand, or by a link of its own. */
export function isOwnPage(request: HttpRequest): boolean {
  const site = request.headers["sec-fetch-site"];
  return (
    request.method === "GET" &&
    isOwnOrigin(request) &&
    isLoopbackHost(request) &&
    (site === undefined || site === "none" || site === "same-origin")
  );
}
