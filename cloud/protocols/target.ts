import type { AwsFault } from "../core/faults";
import type { HttpRequest } from "../core/http";
import type { ServiceSchema } from "./protocol";

/** The service in `X-Amz-Target`: Kinesis_20131202 of `Kinesis_20131202.PutRecord`; undefined without that header. */
export function findTargetService(request: HttpRequest): string | undefined {
  const target = request.headers["x-amz-target"];
  const dot = target?.indexOf(".") ?? -1;
  return dot === -1 ? target : target?.slice(0, dot);
}

/** The operation in `X-Amz-Target`: PutRecord of `Kinesis_20131202.PutRecord`. */
export function findTargetOperation(request: HttpRequest, service: ServiceSchema): string | undefined {
  const target = request.headers["x-amz-target"] ?? "";
  const dot = target.indexOf(".");
  if (dot === -1 || findTargetService(request) !== service.target) return undefined;
  const end = target.indexOf(".", dot + 1);
  return target.slice(dot + 1, end === -1 ? undefined : end);
}

/** The header in which services that once used AWS query still send their old error code. */
export const queryErrorHeader = (fault: AwsFault): Readonly<Record<string, string>> =>
  fault.queryCode === undefined
    ? {}
    : { "x-amzn-query-error": `${fault.queryCode};${fault.status < 500 ? "Sender" : "Receiver"}` };

/** A fault's text, in the member that its shape has for it; a fault without a text has none (as recorded on AWS). */
export const createMessage = (
  { message }: AwsFault,
  member: "message" | "Message" = "message",
): Readonly<Record<string, string>> => (message === "" ? {} : { [member]: message });
