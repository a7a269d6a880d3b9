import type { HttpRequest, HttpReply } from "../core/http";
import { readRestJsonInput } from "./rest-json-input";
import { createMessage, type Protocol, type ReplyContext } from "./protocol";
import { createUriRouter, type MatchedRoute, type RouteSource } from "./uri-route";
import { JsonCodec2, ToStringShapeSerializer } from "@smithy/core/protocols";
import { NormalizedSchema } from "@smithy/core/schema";
import type { StaticOperationSchema } from "@smithy/types";
import { getInput, getOutput } from "./json-schema";

/** Timestamps in bodies as seconds since the epoch. */
const settings = { timestampFormat: { useTrait: true, default: 7 as const }, jsonName: true };
const codec = new JsonCodec2(settings);
const writer = new ToStringShapeSerializer({ ...settings, httpBindings: true });

/** The type of a body in JSON. */
const JSON_TYPE = "application/json";

/** The headers of every answer, and those that a handler has set. */
const createRestJsonHeaders = ({ requestId, reply }: ReplyContext): Record<string, string> => ({
  "x-amzn-requestid": requestId,
  ...reply.headers,
});

/** An answer with this status has no body, whatever the output's shape is. */
const NO_CONTENT = 204;

/** Writes a REST-JSON output to status, headers and body by the schema's HTTP bindings. */
export function createRestJsonReply(output: unknown, context: ReplyContext): HttpReply {
  const { schema, reply } = context;
  const headers: Record<string, string> = { "content-type": JSON_TYPE, ...createRestJsonHeaders(context) };
  const shape = schema === undefined ? NormalizedSchema.of("unit") : getOutput(schema);
  const written: ReplyParts = { status: reply.status ?? getStatus(schema), headers, members: {} };
  if (!shape.isStructSchema()) return { status: written.status, headers };
  // The border: a handler's result has the operation's output shape.
  const members = (output ?? {}) as Readonly<Record<string, unknown>>;
  for (const [name, member] of shape.structIterator()) writeMember(name, member, { value: members[name], written });
  const { status, payload } = written;
  if (payload === undefined)
    return { status, headers, body: status === NO_CONTENT ? undefined : serializeJson(shape, written.members) };
  headers["content-type"] = reply.headers["content-type"] ?? payload.type;
  return { status, headers, body: payload.body };
}

/** The parts of an answer that is being written. */
interface ReplyParts {
  status: number;
  readonly headers: Record<string, string>;
  /** The members of a body without a payload. */
  readonly members: Record<string, unknown>;
  payload?: { readonly type: string; readonly body: HttpReply["body"] };
}

function writeMember(
  name: string,
  member: NormalizedSchema,
  { value, written }: { value: unknown; written: ReplyParts },
) {
  const { httpHeader, httpPrefixHeaders, httpPayload, httpResponseCode } = member.getMergedTraits();
  if (httpPayload) written.payload = { type: getPayloadType(member), body: writePayload(member, value) };
  else if (httpHeader) Object.assign(written.headers, createHeader(httpHeader, member, value));
  else if (httpPrefixHeaders !== undefined) Object.assign(written.headers, createPrefixed(httpPrefixHeaders, value));
  else if (!httpResponseCode) written.members[name] = value;
  else if (typeof value === "number") written.status = value;
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
  Object.fromEntries(
    Object.entries(value ?? {}).map(([name, item]) => [`${prefix}${name}`.toLowerCase(), String(item)]),
  );

function getStatus(schema: StaticOperationSchema | undefined): number {
  const traits = schema?.[3] as { readonly http?: readonly [method: string, path: string, status: number] } | undefined;
  return traits?.http?.[2] ?? 200;
}

/**
 * REST-JSON, the protocol of Lambda: method, path, query and headers hold the input, bodies are JSON or the payload
 * itself.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
 */
export function createRestJson(): Protocol {
  let router: ((request: HttpRequest) => MatchedRoute | undefined) | undefined;
  return {
    family: "json",
    isClaiming: () => true,
    async open(request, service, readBody) {
      router ??= createUriRouter(
        Object.values(service.operations).flatMap(({ schema }): RouteSource[] =>
          schema === undefined ? [] : [schema],
        ),
      );
      const routed = router(request);
      const body = await readBody(routed?.name);
      return {
        operation: routed?.name,
        body,
        readInput: (schema) => readRestJsonInput(getInput(schema), { request, body, labels: routed?.labels ?? {} }),
      };
    },
    reply: createRestJsonReply,
    createFaultReply: (fault, context) => ({
      status: fault.status,
      headers: {
        ...createRestJsonHeaders(context),
        "content-type": JSON_TYPE,
        "x-amzn-errortype": fault.code,
        ...fault.headers,
      },
      body: JSON.stringify({ ...("Message" in fault.members ? {} : createMessage(fault)), ...fault.members }),
    }),
  };
}
