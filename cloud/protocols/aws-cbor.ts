import { cbor, CborCodec, tag } from "@smithy/core/cbor";
import type { NormalizedSchema } from "@smithy/core/schema";
import { withTimes } from "./cbor-times";
import { contentType, decoded } from "./content";
import { EVENT_STREAM, eventStream, isEventStream } from "./event-stream";
import { shallow } from "./nesting";
import { inputOf, outputOf } from "./operation-schema";
import type { Protocol } from "./protocol";
import { targetOperation } from "./target";

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
export function awsCbor(): Protocol {
  const headers = (requestId: string): Record<string, string> => ({
    "content-type": TYPE,
    "x-amzn-requestid": requestId,
  });
  return {
    family: "json",
    claims: (request) => contentType(request) === TYPE,
    async open(request, service, readBody) {
      const body = await readBody();
      return {
        operation: targetOperation(request, service),
        body,
        input: (schema) =>
          decoded(() => {
            const shape = inputOf(schema);
            if (shape.isUnitSchema() || body.byteLength === 0) return {};
            const read: unknown = codec.createDeserializer().read(shape, body);
            return withTimes(shape, shallow(read, body.byteLength), fromMillis);
          }),
      };
    },
    reply(output, { schema, reply, requestId }) {
      const status = reply.status ?? 200;
      if (schema === undefined || outputOf(schema).isUnitSchema()) return { status, headers: headers(requestId) };
      const shape = outputOf(schema);
      if (isEventStream(shape)) {
        const body = eventStream(shape, output, { contentType: TYPE, write });
        return { status, headers: { ...headers(requestId), "content-type": EVENT_STREAM }, body };
      }
      return { status, headers: { ...headers(requestId), ...reply.headers }, body: write(shape, output ?? {}) };
    },
    fault: (fault, { requestId }) => ({
      status: fault.status,
      headers: { ...headers(requestId), "x-amzn-errortype": fault.code, ...fault.headers },
      body: cbor.serialize({ __type: fault.code, message: fault.message, ...fault.members }),
    }),
  };
}

function write(shape: NormalizedSchema, value: unknown): Uint8Array {
  const serializer = codec.createSerializer();
  // The codec would write dates as seconds; values that are tagged already are written unchanged.
  serializer.write(shape, withTimes(shape, value, toMillis));
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
