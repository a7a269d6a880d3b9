import { isAscii } from "node:buffer";
import { JsonCodec2 } from "@smithy/core/protocols";
import type { NormalizedSchema } from "@smithy/core/schema";
import { contentType, decoded } from "./content";
import { EVENT_STREAM, eventStream, isEventStream } from "./event-stream";
import { jsonReader, type JsonReader } from "./json-reader";
import { jsonScanner, type JsonScanner } from "./json-scanner";
import { jsonWriter, type JsonWriter } from "./json-writer";
import { inputOf, outputOf } from "./operation-schema";
import type { Protocol, ReplyContext } from "./protocol";
import { queryErrorHeader, targetOperation } from "./target";

/** Timestamps as seconds since the epoch, member names as they are: both JSON versions of AWS. */
const codec = new JsonCodec2({ timestampFormat: { useTrait: true, default: 7 }, jsonName: false });

const LONG_TEXT = 16 * 1024;
/** From here on a body of records is scanned where it stands. */
const LONG_BODY_BYTES = 16 * 1024;

/** Compiled on a shape's first use; `undefined` inside marks those that stay with the SDK's codec. */
const readers = new Map<unknown, { readonly read: JsonReader | undefined }>();
const scanners = new Map<unknown, { readonly scan: JsonScanner | undefined }>();
const writers = new Map<unknown, { readonly write: JsonWriter | undefined }>();

function inputIn(schema: NormalizedSchema, body: Buffer, isLent: boolean): unknown {
  const scanned = body.byteLength < LONG_BODY_BYTES ? undefined : scannerOf(schema)?.(body, isLent);
  if (scanned !== undefined) return scanned;
  const text = textOf(body);
  // The codec would read a list as a structure without members.
  if (/^\s*\[/.test(text)) throw new Error("a structure is wanted");
  return schema.isUnitSchema() ? {} : read(schema, text);
}

function scannerOf(schema: NormalizedSchema): JsonScanner | undefined {
  const key = schema.getSchema();
  const known = scanners.get(key) ?? { scan: jsonScanner(schema) };
  scanners.set(key, known);
  return known.scan;
}

function read(schema: NormalizedSchema, text: string): unknown {
  const key = schema.getSchema();
  const known = readers.get(key) ?? { read: jsonReader(schema) };
  readers.set(key, known);
  return known.read === undefined ? codec.createDeserializer().read(schema, text) : known.read(text === "" ? {} : JSON.parse(text));
}

function write(schema: NormalizedSchema, value: unknown): Uint8Array | string {
  const key = schema.getSchema();
  const known = writers.get(key) ?? { write: jsonWriter(schema) };
  writers.set(key, known);
  if (known.write !== undefined) return written(known.write(value));
  const serializer = codec.createSerializer();
  serializer.write(schema, value);
  return serializer.flush();
}

/** Most bodies are ASCII, base64 above all, and become text several times faster if that is known. */
const textOf = (body: Buffer): string => body.toString(isAscii(body) ? "latin1" : "utf8");

/** A short answer stays text, which Node sends together with its headers in one piece. */
function written(text: string): Buffer | string {
  if (text.length < LONG_TEXT) return text;
  return Buffer.from(text, Buffer.byteLength(text) === text.length ? "latin1" : "utf8");
}

/**
 * AWS JSON: one POST to `/`, the operation in `X-Amz-Target`, structures as JSON.
 *
 * @param version 1.1 (Kinesis, Firehose, Logs) or 1.0 (SQS, CloudWatch)
 * @param textKey where a fault's text stands; Athena, whose error shapes say `Message`, writes it so
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export function awsJson(version: "1.0" | "1.1", textKey: "message" | "Message" = "message"): Protocol {
  const type = `application/x-amz-json-${version}`;
  const headers = ({ requestId, reply }: ReplyContext): Record<string, string> => ({
    "content-type": type,
    "x-amzn-requestid": requestId,
    ...reply.headers,
  });
  return {
    family: "json",
    copiesBody: true,
    // Both versions are taken by every JSON service, as on AWS.
    claims: (request) => contentType(request).startsWith("application/x-amz-json-1."),
    async open(request, service, readBody) {
      const body = await readBody();
      return {
        operation: targetOperation(request, service),
        body,
        input: (schema, isLent = false) => decoded(() => inputIn(inputOf(schema), body, isLent)),
      };
    },
    reply(output, context) {
      const { schema, reply } = context;
      const status = reply.status ?? 200;
      // CreateStream and its like answer an empty body (KDS-001).
      if (schema === undefined || outputOf(schema).isUnitSchema()) return { status, headers: headers(context) };
      if (isEventStream(outputOf(schema))) {
        const body = eventStream(outputOf(schema), output, { contentType: "application/json", write });
        return { status, headers: { ...headers(context), "content-type": EVENT_STREAM }, body };
      }
      return { status, headers: headers(context), body: write(outputOf(schema), output ?? {}) };
    },
    fault: (fault, context) => ({
      status: fault.status,
      headers: { ...headers(context), "x-amzn-errortype": fault.code, ...queryErrorHeader(fault), ...fault.headers },
      body: JSON.stringify({ __type: fault.code, [textKey]: fault.message, ...fault.members }),
    }),
  };
}
