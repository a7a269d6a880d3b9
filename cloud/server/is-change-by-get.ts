import { AwsFault } from "../core/faults";
import type { HttpRequest } from "../core/http";
import type { Protocol } from "../protocols/protocol";

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
