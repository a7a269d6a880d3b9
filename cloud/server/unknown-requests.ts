import { AwsFault } from "../core/faults";
import type { HttpReply, HttpRequest } from "../core/http";
import { getContentType } from "../protocols/bodies";
import type { Protocol } from "../protocols/protocol";
import { escapeXml } from "../protocols/xml-text";

/** The fault for an operation that its service does not have, with the code of the protocol's family. */
export function createUnknownOperation(protocol: Protocol, name: string | undefined): AwsFault {
  if (protocol.family === "s3")
    return new AwsFault("MethodNotAllowed", "The specified method is not allowed against this resource.", {
      status: 405,
    });
  if (protocol.family === "query") return new AwsFault("InvalidAction", `Could not find operation ${name ?? ""}.`);
  return new AwsFault(
    "UnknownOperationException",
    name === undefined ? "The request names no operation." : `There is no operation ${name}.`,
    { status: 404 },
  );
}

/**
 * The answer to a service that the lab cloud does not have. Clients of some services read XML only: to an answer in
 * JSON boto3 reports malformed XML, or no reason at all.
 *
 * @param signedFor the service in the request's signature
 */
export function createUnknownService(
  request: HttpRequest,
  signedFor: string | undefined,
  requestId: string,
): HttpReply {
  const named = request.headers["x-amz-target"] ?? signedFor ?? request.path;
  const message = `The lab cloud does not emulate the service that '${named}' belongs to.`;
  if (isQuery(request) || REST_XML.has(signedFor ?? "")) {
    const error = `<Error><Type>Receiver</Type><Code>NotImplemented</Code><Message>${escapeXml(message)}</Message></Error>`;
    return {
      status: 501,
      headers: { "content-type": "text/xml", "x-amzn-requestid": requestId },
      body: `<ErrorResponse>${error}<RequestId>${requestId}</RequestId></ErrorResponse>`,
    };
  }
  return {
    status: 501,
    headers: { "content-type": "application/json", "x-amzn-requestid": requestId },
    body: JSON.stringify({ __type: "NotImplemented", message }),
  };
}

/** Signing names of services beside S3 that use XML without being query services. */
const REST_XML = new Set(["cloudfront", "route53"]);

const isQuery = (request: HttpRequest): boolean =>
  getContentType(request) === "application/x-www-form-urlencoded" || new URLSearchParams(request.query).has("Action");
