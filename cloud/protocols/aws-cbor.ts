import { cbor, CborCodec, tag } from "@smithy/core/cbor";
import type { NormalizedSchema } from "@smithy/core/schema";
import { findTargetOperation } from "./aws-json";
import { getContentType, decodeBody, requireShallow } from "./bodies";
import { EVENT_STREAM, createEventStream, isEventStream } from "./event-stream";
import type { Protocol } from "./protocol";
import { getInput, getOutput } from "./json-schema";
import { LazyList } from "../core/lazy-list";

/**
 * Rewrites every timestamp in a value, guided by its schema. AWS CBOR 1.1, unlike rpc-v2-cbor, counts milliseconds.
 *
 * @param rewrite gets the value at the place of a timestamp
 * @returns       the same value if its schema holds no timestamp, else a copy
 */
export function rewriteTimesIn(schema: NormalizedSchema, value: unknown, rewrite: (time: unknown) => unknown): unknown {
  if (value === undefined || value === null || !hasTimes(schema)) return value;
  if (schema.isTimestampSchema()) return rewrite(value);
  if (Array.isArray(value) || value instanceof LazyList) {
    const item = schema.getValueSchema();
    return Array.from(value, (candidate: unknown) => rewriteTimesIn(item, candidate, rewrite));
  }
  if (schema.isStructSchema()) {
    const members = schema.getMemberSchemas();
    return copyObject(value, (name, item) => (members[name] ? rewriteTimesIn(members[name], item, rewrite) : item));
  }
  return copyObject(value, (_, item) => rewriteTimesIn(schema.getValueSchema(), item, rewrite));
}

const copyObject = (value: object, each: (name: string, item: unknown) => unknown): unknown =>
  Object.fromEntries(Object.entries(value).map(([name, item]) => [name, each(name, item)]));

const known = new Map<unknown, boolean>();

/** Whether a schema can contain timestamps. */
function hasTimes(schema: NormalizedSchema): boolean {
  const raw = schema.getSchema();
  const holds = known.get(raw) ?? canReachTime(schema, new Set());
  known.set(raw, holds);
  return holds;
}

/** @param seen the shapes that this search has visited: a shape may contain itself */
function canReachTime(schema: NormalizedSchema, seen: Set<unknown>): boolean {
  if (schema.isTimestampSchema()) return true;
  const raw = schema.getSchema();
  if (seen.has(raw)) return false;
  seen.add(raw);
  if (schema.isStructSchema())
    return Object.values(schema.getMemberSchemas()).some((schema) => canReachTime(schema, seen));
  return (schema.isListSchema() || schema.isMapSchema()) && canReachTime(schema.getValueSchema(), seen);
}

const codec = new CborCodec();
const TYPE = "application/x-amz-cbor-1.1";
/** CBOR's tag for a time. The specification says seconds; AWS CBOR 1.1 writes whole milliseconds. */
const TIME_TAG = 1;

/**
 * AWS CBOR 1.1: the envelope of AWS JSON with a body in CBOR, as Java clients (Flink's connector, the KCL) call
 * Kinesis.
 *
 * @remarks Times are milliseconds since the epoch, where rpc-v2-cbor has seconds.
 */
export function createAwsCbor(): Protocol {
  const createHeaders = (requestId: string): Record<string, string> => ({
    "content-type": TYPE,
    "x-amzn-requestid": requestId,
  });
  return {
    family: "json",
    isClaiming: (request) => getContentType(request) === TYPE,
    async open(request, service, readBody) {
      const body = await readBody();
      return {
        operation: findTargetOperation(request, service),
        body,
        readInput: (schema) =>
          decodeBody(() => {
            const shape = getInput(schema);
            if (shape.isUnitSchema() || body.byteLength === 0) return {};
            const read: unknown = codec.createDeserializer().read(shape, body);
            return rewriteTimesIn(shape, requireShallow(read, body.byteLength), fromMillis);
          }),
      };
    },
    reply(output, { schema, reply, requestId }) {
      const status = reply.status ?? 200;
      if (schema === undefined || getOutput(schema).isUnitSchema())
        return { status, headers: createHeaders(requestId) };
      const shape = getOutput(schema);
      if (isEventStream(shape)) {
        const body = createEventStream(shape, output, { contentType: TYPE, write });
        return { status, headers: { ...createHeaders(requestId), "content-type": EVENT_STREAM }, body };
      }
      return { status, headers: { ...createHeaders(requestId), ...reply.headers }, body: write(shape, output ?? {}) };
    },
    createFaultReply: (fault, { requestId }) => ({
      status: fault.status,
      headers: { ...createHeaders(requestId), "x-amzn-errortype": fault.code, ...fault.headers },
      body: cbor.serialize({ __type: fault.code, message: fault.message, ...fault.members }),
    }),
  };
}

function write(shape: NormalizedSchema, value: unknown): Uint8Array {
  const serializer = codec.createSerializer();
  // The codec would write dates as seconds; values that are tagged already are written unchanged.
  serializer.write(shape, rewriteTimesIn(shape, value, toMillis));
  return serializer.flush();
}

/**
 * Corrects a decoded time: the codec read milliseconds as seconds, so its dates are a thousand times too large;
 * untagged times are plain numbers.
 */
const fromMillis = (time: unknown): unknown => {
  if (time instanceof Date) return new Date(time.getTime() / 1000);
  return typeof time === "number" ? new Date(time) : time;
};

const toMillis = (time: unknown): unknown =>
  time instanceof Date ? tag({ tag: TIME_TAG, value: time.getTime() }) : time;
