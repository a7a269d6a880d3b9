import type { Core } from "../../../../core/core";
import type { SendRequest } from "../../../sqs/model/sending/prepare-message";
import { formatFunctionArn } from "../function-name";
import type { ServiceAnswer } from "./service-calls";
import type { StoredEvent } from "./stored-event";

/** An asynchronous call that has ended for good. */
export interface FinishedInvocation {
  readonly event: StoredEvent;
  readonly answer: ServiceAnswer;
  readonly condition: "Success" | "RetriesExhausted" | "EventAgeExceeded";
}

/**
 * The invocation record that a destination gets.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export function createInvocationRecord(core: Core, { event, answer, condition }: FinishedInvocation): string {
  const arn = formatFunctionArn(core, event.name, event.qualifier ?? "$LATEST");
  const response =
    answer.kind === "refused"
      ? {}
      : {
          responseContext: {
            statusCode: 200,
            executedVersion: answer.version,
            ...(answer.isError ? { functionError: "Unhandled" } : {}),
          },
          responsePayload: JSON.parse(answer.payload.toString("utf8")) as unknown,
        };
  return JSON.stringify({
    version: "1.0",
    timestamp: new Date(core.now()).toISOString(),
    requestContext: {
      requestId: event.id,
      functionArn: arn,
      condition,
      approximateInvokeCount: event.failures + (condition === "Success" ? 1 : 0),
    },
    requestPayload: JSON.parse(event.payload) as unknown,
    ...response,
  });
}

/** The message for a function's dead-letter queue: the event unchanged, and the error as attributes. */
export function createDeadLetter({
  event,
  answer,
}: FinishedInvocation): Pick<SendRequest, "MessageBody" | "MessageAttributes"> {
  const why = answer.kind === "refused" ? answer.fault.message : parseMessage(answer.payload);
  return {
    MessageBody: event.payload,
    MessageAttributes: {
      RequestID: { DataType: "String", StringValue: event.id },
      ErrorCode: { DataType: "Number", StringValue: answer.kind === "refused" ? String(answer.fault.status) : "200" },
      ErrorMessage: { DataType: "String", StringValue: why.slice(0, 1_024) || "unknown" },
    },
  };
}

function parseMessage(payload: Buffer): string {
  const details: unknown = JSON.parse(payload.toString("utf8"));
  return typeof details === "object" && details !== null && "errorMessage" in details
    ? String(details.errorMessage)
    : "";
}
