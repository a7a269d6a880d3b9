import { AwsFault } from "../core/faults";
import type { HttpRequest } from "../core/http";
import type { Protocol } from "../protocols/protocol";

/** How operations that only read begin. */
const READS = /^(?:BatchGet|Describe|Estimate|Get|Head|List|Lookup|Search|Simulate|Validate)/;

/** Whether an operation of this name only reads. */
export const onlyReads = (operation: string): boolean => READS.test(operation);

/**
 * Whether a request would change something by GET or HEAD. A web page, a mail and a chat program can make anybody's browser send a GET;
 * AWS query and the RPC protocols name their operation beside the method, so the method alone says nothing.
 */
export const changesByGet = ({ method }: HttpRequest, operation: string): boolean =>
  (method === "GET" || method === "HEAD") && !onlyReads(operation);

/** The refusal; a signature that this cloud can verify would do, too. */
export function onlyReadByGet(operation: string, family: Protocol["family"]): AwsFault {
  const code = family === "json" ? "AccessDeniedException" : "AccessDenied";
  return new AwsFault(
    code,
    `${operation} changes something. Send it by POST: by GET the lab cloud takes it only with a signature made with the cloud's own keys.`,
    { status: 403 },
  );
}
