import * as fields from "../model/fields";
import { Invoke$, type InvocationRequest, type InvocationResponse } from "@aws-sdk/client-lambda";
import { optional, refused, required, type Members } from "../../../core/members";
import { oneOf, string } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { createNotActiveYetFault, createRequestTooLargeFault, createNotJsonFault } from "../model/faults";
import { formatFunctionArn, parseFunctionName, type NamedFunction } from "../model/function-name";
import { TRACE_HEADER } from "../model/execution/trace-header";
import type { Lambda } from "../model/state/lambda";
import type { StoredFunction } from "../model/stored-function";

/** The payload of a call without one. */
const EMPTY = Buffer.from("{}");

/**
 * A call's payload, which has to be JSON.
 *
 * @throws AwsFault InvalidRequestContentException
 */
function requireJsonPayload(payload: Uint8Array | undefined): Uint8Array {
  if (payload === undefined || payload.byteLength === 0) return EMPTY;
  const text = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString("utf8");
  try {
    JSON.parse(text);
    return payload;
  } catch {
    throw createNotJsonFault(`Could not parse payload into json: ${explainBytes(payload) ?? explainParseError(text)}`);
  }
}

/** @param text base64 of JSON. @throws AwsFault InvalidRequestContentException */
function parseClientContext(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(Buffer.from(text, "base64").toString("utf8"));
  } catch {
    throw createNotJsonFault("Client context must be a valid Base64-encoded JSON object.");
  }
}

/**
 * AWS's parser is Jackson, which names the character that it does not expect; its position was not measured for every
 * case.
 */
function explainParseError(text: string): string {
  const first = text.trimStart().charAt(0);
  if (first === "" || /["[{\d-]/.test(first)) return "Unexpected end-of-input or token";
  return `Unrecognized token '${/^[\w$]+/.exec(text.trimStart())?.[0] ?? first}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')`;
}

/**
 * Jackson's text about bytes that are not UTF-8, at the beginning or within a word (recorded on AWS by LocalStack,
 * 2025-11-24, test_lambda_invoke_payload_encoding_error); undefined for other payloads.
 */
function explainBytes(payload: Uint8Array): string | undefined {
  const at = payload.findIndex((byte) => !isLetter(byte));
  const byte = payload[at];
  if (byte === undefined || byte < 0x80 || byte >= 0xc0) return undefined;
  const says =
    at === 0
      ? `Unexpected character ((CTRL-CHAR, code ${byte})): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')`
      : `Invalid UTF-8 start byte 0x${byte.toString(16)}`;
  const column = at === 0 ? 1 : at + 2;
  return `${says}\n at [Source: REDACTED (\`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION\` disabled); line: 1, column: ${column}]`;
}

const isLetter = (byte: number): boolean => /[\w$]/.test(String.fromCharCode(byte));

const members = {
  FunctionName: required(fields.functionName),
  InvocationType: optional(oneOf(["Event", "RequestResponse", "DryRun"])),
  LogType: optional(oneOf(["None", "Tail"])),
  ClientContext: optional(string({ length: { max: 3_583 } })),
  DurableExecutionName: refused(),
  Payload: optional(fields.zip),
  Qualifier: optional(fields.qualifier),
  TenantId: refused(),
} satisfies Members<InvocationRequest>;

/** The function of a call. AWS's error text names the version that was looked up. */
const requireCalled = ({ functions }: Lambda, { name, qualifier = "$LATEST" }: NamedFunction): StoredFunction =>
  functions.requireFunction({ name, qualifier });

/** The maximum number of bytes of a payload, by invocation type. */
const MAX_BYTES = { RequestResponse: 6_291_456, Event: 1_048_576, DryRun: 6_291_456 } as const;

/**
 * Calls a function: waits for its answer, queues an event, or only checks whether the call would be possible (SVC-008).
 */
export const invoke = operation(Invoke$, members, async (cloud, request, call): Promise<InvocationResponse> => {
  // The model would have a blob as octet-stream; Lambda answers its JSON as JSON.
  call.reply.headers["content-type"] = "application/json";
  const { lambda } = cloud;
  const { InvocationType: type = "RequestResponse", Payload } = request;
  const named = parseFunctionName(cloud, request.FunctionName, request.Qualifier);
  const found = requireCalled(lambda, named);
  const version = lambda.functions.requireVersion(found, named.qualifier);
  if ((Payload?.byteLength ?? 0) > MAX_BYTES[type]) throw createRequestTooLargeFault(MAX_BYTES[type], "InvokeFunction");
  const payload = requireJsonPayload(Payload);
  const context = parseClientContext(request.ClientContext);
  if (lambda.functions.isPending(found)) throw createNotActiveYetFault();
  if (type === "DryRun") return { StatusCode: 204 };
  const trace = call.http.headers[TRACE_HEADER];
  if (type === "Event") {
    lambda.events.add({
      id: call.requestId,
      name: found.name,
      payload: Buffer.from(payload).toString("utf8"),
      ...(named.qualifier === undefined ? {} : { qualifier: named.qualifier }),
      trace,
    });
    return { StatusCode: 202 };
  }
  const arn = formatFunctionArn(cloud, found.name, named.qualifier);
  const order = { function: found, version, arn, requestId: call.requestId, payload, trace };
  const {
    payload: answer,
    isError,
    logTail,
  } = await lambda.executions.invoke({ ...order, ...(context === undefined ? {} : { clientContext: context }) });
  return {
    StatusCode: 200,
    Payload: answer,
    ExecutedVersion: version.version,
    ...(isError ? { FunctionError: "Unhandled" } : {}),
    ...(request.LogType === "Tail" ? { LogResult: logTail } : {}),
  };
});
