import { FromStringShapeDeserializer, JsonCodec2, ToStringShapeSerializer } from "@smithy/core/protocols";
import { NormalizedSchema } from "@smithy/core/schema";
import type { StaticOperationSchema } from "@smithy/types";
import { createSerializationFault } from "../core/faults";
import type { HttpReply, HttpRequest } from "../core/http";
import { decodeBody } from "./content";
import { isTooDeep } from "./nesting";
import { getInput, getOutput } from "./operation-schema";
import type { Protocol, ReplyContext } from "./protocol";
import { createMessage } from "./target";
import { createUriRouter, type MatchedRoute, type RouteSource } from "./uri-route";

/** Timestamps in bodies as seconds since the epoch. */
const settings = { timestampFormat: { useTrait: true, default: 7 as const }, jsonName: true };
const codec = new JsonCodec2(settings);
const reader = new FromStringShapeDeserializer({ ...settings, httpBindings: true });
const writer = new ToStringShapeSerializer({ ...settings, httpBindings: true });
const TYPE = "application/json";

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
      const body = await readBody();
      return {
        operation: routed?.name,
        body,
        readInput: async (schema) => readInput(getInput(schema), { request, body, labels: routed?.labels ?? {} }),
      };
    },
    reply: writeOutput,
    createFaultReply: (fault, context) => ({
      status: fault.status,
      headers: { ...createHeaders(context), "content-type": TYPE, "x-amzn-errortype": fault.code, ...fault.headers },
      body: JSON.stringify({ ...("Message" in fault.members ? {} : createMessage(fault)), ...fault.members }),
    }),
  };
}

interface Source {
  readonly request: HttpRequest;
  readonly body: Buffer;
  readonly labels: MatchedRoute["labels"];
}

/** Reads an input. Members in path, query and headers take precedence over the body. */
async function readInput(shape: NormalizedSchema, source: Source): Promise<Record<string, unknown>> {
  if (!shape.isStructSchema()) return {};
  const query = new URLSearchParams(source.request.query);
  const bound: Record<string, unknown> = {};
  let hasBody = false;
  for (const [name, member] of shape.structIterator()) {
    const { httpLabel, httpQuery, httpHeader, httpPayload } = member.getMergedTraits();
    if (httpLabel) bound[name] = fromText(member, source.labels[name]);
    else if (httpQuery) bound[name] = fromQuery(member, query.getAll(httpQuery));
    else if (httpHeader) bound[name] = fromText(member, source.request.headers[httpHeader.toLowerCase()]);
    else if (httpPayload) bound[name] = source.body;
    else hasBody = true;
  }
  return hasBody ? { ...(await readJson(shape, source.body)), ...bound } : bound;
}

function fromQuery(member: NormalizedSchema, values: readonly string[]): unknown {
  if (!member.isListSchema()) return fromText(member, values[0]);
  return values.length === 0 ? undefined : values.map((value) => fromText(member.getValueSchema(), value));
}

function fromText(member: NormalizedSchema, text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return reader.read(member, text);
  } catch {
    throw createSerializationFault(`'${text}' cannot be read.`);
  }
}

async function readJson(shape: NormalizedSchema, body: Buffer): Promise<Record<string, unknown>> {
  if (body.byteLength === 0) return {};
  return decodeBody(() => {
    const text = body.toString("utf8");
    // The codec would read a list as a structure without members.
    if (/^\s*\[/.test(text)) throw new Error("a structure is wanted");
    if (isTooDeep(text)) throw new Error("it nests too deep");
    return codec.createDeserializer().read(shape, text);
  });
}

const createHeaders = ({ requestId, reply }: ReplyContext): Record<string, string> => ({
  "x-amzn-requestid": requestId,
  ...reply.headers,
});

function writeOutput(output: unknown, context: ReplyContext): HttpReply {
  const { schema, reply } = context;
  const headers: Record<string, string> = { ...createHeaders(context), "content-type": TYPE };
  let status = reply.status ?? getStatus(schema);
  const shape = schema === undefined ? NormalizedSchema.of("unit") : getOutput(schema);
  if (!shape.isStructSchema()) return { status, headers };
  // The border: a handler's result has the operation's output shape.
  const members = (output ?? {}) as Readonly<Record<string, unknown>>;
  let payload: HttpReply["body"];
  let hasBody = false;
  for (const [name, member] of shape.structIterator()) {
    const value = members[name];
    const { httpHeader, httpPayload, httpResponseCode } = member.getMergedTraits();
    if (httpPayload) payload = value instanceof Uint8Array ? value : undefined;
    else if (httpHeader) Object.assign(headers, createHeader(httpHeader, member, value));
    else if (httpResponseCode) status = typeof value === "number" ? value : status;
    else hasBody = true;
  }
  return { status, headers, body: hasBody ? serializeJson(shape, members) : payload };
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

function getStatus(schema: StaticOperationSchema | undefined): number {
  const traits = schema?.[3] as { readonly http?: readonly [method: string, path: string, status: number] } | undefined;
  return traits?.http?.[2] ?? 200;
}
