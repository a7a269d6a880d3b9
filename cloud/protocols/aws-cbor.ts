import { cbor, CborCodec, tag } from "@smithy/core/cbor";
import type { NormalizedSchema } from "@smithy/core/schema";
import { rewriteTimesIn } from "./cbor-times";
import { getContentType, decodeBody } from "./content";
import { EVENT_STREAM, createEventStream, isEventStream } from "./event-stream";
import { requireShallow } from "./nesting";
import { getInput, getOutput } from "./operation-schema";
import type { Protocol } from "./protocol";
import { findTargetOperation } from "./target";

const codec = new CborCodec();
const TYPE = "application/x-amz-cbor-1.1";
/** CBOR's tag for a time. The specification says seconds; AWS CBOR 1.1 writes whole milliseconds. */
const TIME_TAG = 1;

/**
 * AWS CBOR 1.1: the envelope of AWS JSON with a body in CBOR, with which Java clients (Flink's connector, the KCL) call
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
