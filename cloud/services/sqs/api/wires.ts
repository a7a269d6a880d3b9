import type { StaticOperationSchema } from "@smithy/types";
import { AwsFault } from "../../../core/faults";
import type { HttpReply, HttpRequest } from "../../../core/http";
import { createAwsJson } from "../../../protocols/aws-json";
import { createAwsQuery, queryCompatible } from "../../../protocols/aws-query";
import type { Protocol, ServiceSchema, ReplyContext } from "../../../protocols/protocol";
import { createMissingParameterFault } from "../model/faults";
import type { NormalizedSchema } from "@smithy/core/schema";
import { getOutput } from "../../../protocols/json-schema";

/** Members whose names in this format differ from the API reference, as older clients know them. */
const NAMES: Readonly<Record<string, string>> = { Messages: "messages", QueueUrls: "queueUrls" };

/**
 * An answer of the Query protocol as JSON: as in XML, but missing members are null, and maps are lists of names and
 * values. Validated on AWS by LocalStack (test_sqs.py, test_get_queue_attributes_json_format); the nulls are known from
 * API Gateway's answers.
 */
function createJsonReply(output: unknown, { schema, requestId, reply }: ReplyContext): HttpReply {
  const name = schema?.[2] ?? "";
  const shape = schema === undefined ? undefined : getOutput(schema);
  const result = shape === undefined || shape.isUnitSchema() ? {} : { [`${name}Result`]: toJson(shape, output ?? {}) };
  return {
    status: reply.status ?? 200,
    headers: { "content-type": "application/json", "x-amzn-requestid": requestId, ...reply.headers },
    body: JSON.stringify({ [`${name}Response`]: { ResponseMetadata: { RequestId: requestId }, ...result } }),
  };
}

function toJson(shape: NormalizedSchema, value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (shape.isStructSchema()) {
    const members = Object.entries(value);
    return Object.fromEntries(
      [...shape.structIterator()].map(([name, member]) => [
        NAMES[name] ?? name,
        toJson(member, members.find(([key]) => key === name)?.[1]),
      ]),
    );
  }
  if (shape.isListSchema() && Array.isArray(value)) return value.map((item) => toJson(shape.getValueSchema(), item));
  if (shape.isMapSchema())
    return Object.entries(value).map(([Name, item]) => ({ Name, Value: toJson(shape.getValueSchema(), item) }));
  return value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value;
}

const query = createAwsQuery("http://queue.amazonaws.com/doc/2012-11-05/");

/** A queue's own address; clients may send requests to it. */
const QUEUE_PATH = /^\/\d{12}\/[\w-]{1,80}(?:\.fifo)?$/;
/** Operations that cannot be called at a queue's own address (validated on AWS by LocalStack: test_get_create_queue_fails, test_get_list_queues_fails). */
const NOT_OF_A_QUEUE = new Set(["CreateQueue", "ListQueues"]);

/** The namespace of faults without a shape in SQS's model, which come from AWS's common framework. */
const OF_THE_FRAMEWORK =
  /^(?:InvalidParameterValue|MissingRequiredParameter|Serialization|UnknownOperation|AccessDenied|UnrecognizedClient|.*Signature.*|.*Token.*)Exception$/;

const getNamespace = (code: string): string =>
  OF_THE_FRAMEWORK.test(code) ? "com.amazon.coral.service" : "com.amazonaws.sqs";

/**
 * The JSON protocol, in which error types have the namespace of their shapes.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-json.html
 */
const queueJson = queryCompatible(createAwsJson("1.0"), getNamespace);

/**
 * The Query protocol of SQS. Requests may go to the queue's own URL without QueueUrl; errors have an empty `Detail`,
 * and an unknown queue has another text than in the JSON protocol (measured).
 */
const queueQuery: Protocol = {
  ...query,
  isClaiming: (request) => query.isClaiming(request) || request.method === "GET",
  async open(request, service, readBody) {
    const open = await query.open(request, service, readBody);
    const isQueue = QUEUE_PATH.test(request.path);
    checkAction(open.operation, service, isQueue);
    return {
      ...open,
      async readInput(schema) {
        const input = await open.readInput(schema);
        const named = isQueue && input["QueueUrl"] === undefined ? { ...input, QueueUrl: request.path } : input;
        return isBatch(schema) ? addEntries(named, schema[2]) : named;
      },
    };
  },
  reply: (output, context) => addXmlDeclaration(query.reply(output, context)),
  createFaultReply(fault, context) {
    // Answered without an error document (validated on AWS by LocalStack:
    // test_get_without_query_returns_unknown_operation).
    if (fault.code === UNKNOWN_OPERATION)
      return { status: 404, headers: { "content-type": "text/xml" }, body: `<${UNKNOWN_OPERATION}/>\n` };
    const reply = query.createFaultReply(toSpokenFault(fault), context);
    return addXmlDeclaration({ ...reply, body: String(reply.body).replace("</Message>", "</Message><Detail/>") });
  },
};

/** The Query protocol with answers as JSON, for clients that accept only JSON. */
const queueQueryAsJson: Protocol = {
  ...queueQuery,
  isClaiming: (request) => /\bjson\b/.test(request.headers["accept"] ?? "") && query.isClaiming(request),
  reply: createJsonReply,
  createFaultReply(fault, context) {
    if (fault.code === UNKNOWN_OPERATION) return queueQuery.createFaultReply(fault, context);
    const { code, queryCode = code, message, status } = toSpokenFault(fault);
    const Error = { Code: queryCode, Message: message, Type: status < 500 ? "Sender" : "Receiver", Detail: null };
    return {
      status,
      headers: { "content-type": "application/json", "x-amzn-requestid": context.requestId, ...fault.headers },
      body: JSON.stringify({ Error, RequestId: context.requestId }),
    };
  },
};

const UNKNOWN_OPERATION = "UnknownOperationException";

/** AWS's documents begin with this line (aws-sdk-php, issues 630 and 637; aws-sdk-ruby, issue 1870). */
const addXmlDeclaration = (reply: HttpReply): HttpReply => ({
  ...reply,
  body: `<?xml version="1.0"?>${String(reply.body)}`,
});

const isBatch = (schema: StaticOperationSchema): boolean => schema[2].endsWith("Batch");

/**
 * A form without entries is an empty batch, not one whose list is missing (validated on AWS by LocalStack:
 * test_send_message_batch_with_empty_list). The older SDK for JavaScript writes an empty list as a field without a
 * value, in which AWS misses the first entry's id (aws-sdk-js, issue 2388; wtsqs, issue 7).
 *
 * @throws AwsFault MissingRequiredParameterException
 */
function addEntries(input: Record<string, unknown>, operation: string): Record<string, unknown> {
  const { Entries } = input;
  if (Entries === undefined) return { ...input, Entries: [] };
  if (Array.isArray(Entries) && Entries.length === 0)
    throw createMissingParameterFault(`${operation}RequestEntry.1.Id`);
  return input;
}

/** @throws AwsFault InvalidAction, UnknownOperationException */
function checkAction(action: string | undefined, service: ServiceSchema, isQueue: boolean): void {
  if (action === undefined || action === "") throw new AwsFault(UNKNOWN_OPERATION, "The request names no action.");
  if (Object.hasOwn(service.operations, action) && !(isQueue && NOT_OF_A_QUEUE.has(action))) return;
  throw new AwsFault("InvalidAction", `The action ${action} is not valid for this endpoint.`);
}

const toSpokenFault = (fault: AwsFault): AwsFault =>
  fault.code === "QueueDoesNotExist"
    ? new AwsFault(fault.code, "The specified queue does not exist for this wsdl version.", fault)
    : fault;

/** Whether a plain, unsigned request goes to a queue's address: S3 has no buckets named like accounts. */
export const isForQueue = ({ path }: HttpRequest): boolean => QUEUE_PATH.test(path);

/** The protocols of SQS: JSON 1.0, and the Query protocol of older clients (SVC-001). */
export const wires: readonly Protocol[] = [queueJson, queueQueryAsJson, queueQuery];
