import { JsonCodec2, ToStringShapeSerializer } from "@smithy/core/protocols";
import { NormalizedSchema } from "@smithy/core/schema";
import type { StaticOperationSchema } from "@smithy/types";
import type { HttpReply } from "../core/http";
import { getOutput } from "./operation-schema";
import type { ReplyContext } from "./protocol";

/** Timestamps in bodies as seconds since the epoch. */
const settings = { timestampFormat: { useTrait: true, default: 7 as const }, jsonName: true };
const codec = new JsonCodec2(settings);
const writer = new ToStringShapeSerializer({ ...settings, httpBindings: true });

/** The type of a body in JSON. */
export const JSON_TYPE = "application/json";

/** The headers of every answer, and those that a handler has set. */
export const createRestJsonHeaders = ({ requestId, reply }: ReplyContext): Record<string, string> => ({
  "x-amzn-requestid": requestId,
  ...reply.headers,
});

/** Writes a REST-JSON output to status, headers and body by the schema's HTTP bindings. */
export function createRestJsonReply(output: unknown, context: ReplyContext): HttpReply {
  const { schema, reply } = context;
  const headers: Record<string, string> = { "content-type": JSON_TYPE, ...createRestJsonHeaders(context) };
  let status = reply.status ?? getStatus(schema);
  const shape = schema === undefined ? NormalizedSchema.of("unit") : getOutput(schema);
  if (!shape.isStructSchema()) return { status, headers };
  // The border: a handler's result has the operation's output shape.
  const members = (output ?? {}) as Readonly<Record<string, unknown>>;
  let payload: HttpReply["body"];
  let hasPayload = false;
  const body: Record<string, unknown> = {};
  for (const [name, member] of shape.structIterator()) {
    const value = members[name];
    const { httpHeader, httpPrefixHeaders, httpPayload, httpResponseCode } = member.getMergedTraits();
    if (httpPayload) {
      hasPayload = true;
      payload = writePayload(member, value);
      headers["content-type"] = reply.headers["content-type"] ?? getPayloadType(member);
    } else if (httpHeader) Object.assign(headers, createHeader(httpHeader, member, value));
    else if (httpPrefixHeaders !== undefined) Object.assign(headers, createPrefixed(httpPrefixHeaders, value));
    else if (httpResponseCode) status = typeof value === "number" ? value : status;
    else body[name] = value;
  }
  return { status, headers, body: hasPayload ? payload : serializeJson(shape, body) };
}

function writePayload(member: NormalizedSchema, value: unknown): HttpReply["body"] {
  if (value === undefined || value === null) return undefined;
  if (value instanceof Uint8Array) return value;
  if (member.isDocumentSchema()) return JSON.stringify(value);
  return member.isStringSchema() ? String(value) : serializeJson(member, value);
}

function getPayloadType(member: NormalizedSchema): string {
  const { mediaType } = member.getMergedTraits();
  if (typeof mediaType === "string") return mediaType;
  if (member.isBlobSchema()) return "application/octet-stream";
  return member.isStringSchema() ? "text/plain" : JSON_TYPE;
}

function serializeJson(shape: NormalizedSchema, value: unknown): Uint8Array | string {
  const serializer = codec.createSerializer();
  serializer.write(shape, value);
  return serializer.flush();
}

function createHeader(name: string, member: NormalizedSchema, value: unknown): Record<string, string> {
  if (value === undefined || value === null) return {};
  writer.write(member, value);
  return { [name.toLowerCase()]: String(writer.flush()) };
}

/** One header for each entry of a map. */
const createPrefixed = (prefix: string, value: unknown): Record<string, string> =>
  Object.fromEntries(Object.entries(value ?? {}).map(([name, one]) => [`${prefix}${name}`.toLowerCase(), String(one)]));

function getStatus(schema: StaticOperationSchema | undefined): number {
  const traits = schema?.[3] as { readonly http?: readonly [method: string, path: string, status: number] } | undefined;
  return traits?.http?.[2] ?? 200;
}
