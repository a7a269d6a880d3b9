import type { AwsFault } from "../core/faults";
import type { HttpRequest } from "../core/http";
import type { SpokenService } from "./protocol";

/** `X-Amz-Target: Kinesis_20131202.PutRecord` names PutRecord. */
export function targetOperation(request: HttpRequest, service: SpokenService): string | undefined {
  const [target, operation] = (request.headers["x-amz-target"] ?? "").split(".", 2);
  return target === service.target ? operation : undefined;
}

/** The header in which services that once spoke AWS query still give their old code. */
export const queryErrorHeader = (fault: AwsFault): Readonly<Record<string, string>> =>
  fault.queryCode === undefined ? {} : { "x-amzn-query-error": `${fault.queryCode};${fault.status < 500 ? "Sender" : "Receiver"}` };
