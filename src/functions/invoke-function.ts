import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";

/** A test of a function, as with the button *Test* of Lambda's console. */
export interface FunctionTest {
  readonly functionName: string;
  /** The event that the function receives; by default an empty one. */
  readonly event?: unknown;
  /** The event's name in the output, as in the console; it has no other use. */
  readonly eventName?: string;
}

/**
 * Invokes a function, and prints the same as Lambda's console for a test: the response and the end of the function's
 * log.
 *
 * @returns the response
 * @throws Error if the function failed, with its own error
 */
export async function invokeFunction({ functionName, event = {}, eventName = "test" }: FunctionTest): Promise<unknown> {
  const {
    Payload,
    LogResult = "",
    FunctionError,
    $metadata,
  } = await new LambdaClient({}).send(
    // The answer then contains the end of the log, in base64.
    new InvokeCommand({ FunctionName: functionName, Payload: Buffer.from(JSON.stringify(event)), LogType: "Tail" }),
  );
  const log = Buffer.from(LogResult, "base64").toString().trimEnd();
  const response: unknown = JSON.parse(Payload?.transformToString() || "null");
  const requestId = /^START RequestId: (\S+)/m.exec(log)?.[1] ?? $metadata.requestId ?? "";
  console.log(
    [
      "Test Event Name",
      eventName,
      "",
      "Response",
      formatJson(response),
      "",
      "Function Logs",
      log,
      "",
      "Request ID",
      requestId,
    ].join("\n"),
  );
  if (FunctionError) throw new Error(`${functionName} failed: ${describeFailure(response)}`);
  return response;
}

/** JSON text in which a list has a line for each item. */
function formatJson(value: unknown): string {
  if (!Array.isArray(value)) return JSON.stringify(value, null, 2);
  return value.length === 0 ? "[]" : `[\n${value.map((item) => `  ${JSON.stringify(item)}`).join(",\n")}\n]`;
}

function describeFailure(response: unknown): string {
  if (typeof response !== "object" || response === null || !("errorMessage" in response))
    return JSON.stringify(response);
  return String(response.errorMessage);
}
