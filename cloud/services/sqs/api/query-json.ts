import type { NormalizedSchema } from "@smithy/core/schema";
import type { HttpReply } from "../../../core/http";
import { getOutput } from "../../../protocols/operation-schema";
import type { ReplyContext } from "../../../protocols/protocol";

/** Members whose names in this format differ from the API reference, as older clients know them. */
const NAMES: Readonly<Record<string, string>> = { Messages: "messages", QueueUrls: "queueUrls" };

/**
 * An answer of the Query protocol as JSON: as in XML, but missing members are null, and maps are lists of names and
 * values. Validated on AWS by LocalStack (test_sqs.py, test_get_queue_attributes_json_format); the nulls are known from
 * API Gateway's answers.
 */
export function createJsonReply(output: unknown, { schema, requestId, reply }: ReplyContext): HttpReply {
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
