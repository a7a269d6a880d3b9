import { isAscii } from "node:buffer";
import { JsonCodec2, JsonShapeDeserializer2 } from "@smithy/core/protocols";
import type { NormalizedSchema } from "@smithy/core/schema";
import type { DocumentType, StaticOperationSchema } from "@smithy/types";
import type { HttpRequest } from "../core/http";
import { getContentType, decodeBody, isTooDeep } from "./bodies";
import { EVENT_STREAM, createEventStream, isEventStream } from "./event-stream";
import { compileJsonReader, type JsonReader, compileJsonScanner, type JsonScanner } from "./json-reader";
import { JsonText, compileJsonWriter, type JsonWriter } from "./json-writer";
import {
  createMessage,
  queryErrorHeader,
  type Protocol,
  type ReplyContext,
  type SentValues,
  type ServiceSchema,
} from "./protocol";
import { getInput, getOutput } from "./json-schema";

/** Timestamps as seconds since the epoch, member names as they are: both JSON versions of AWS. */
const settings = { timestampFormat: { useTrait: true, default: 7 }, jsonName: false } as const;
const codec = new JsonCodec2(settings);

/** Bodies of records of this size and more are scanned in place (json-reader.ts). */
const LONG_BODY_BYTES = 16 * 1024;

/** The functions that read an operation's input and write its output. */
interface OperationCodec {
  readonly read: TextReader;
  /** Compiled when the first long body comes. */
  readonly scan: () => JsonScanner | undefined;
  readonly output: NormalizedSchema;
  readonly answers: "nothing" | "a structure" | "events";
  readonly sent: SentValues;
}

/** Compiled from its schemas on an operation's first call. */
const known = new Map<StaticOperationSchema, OperationCodec>();
const writers = new Map<unknown, { readonly write: JsonWriter | undefined }>();

function getWires(schema: StaticOperationSchema): OperationCodec {
  const before = known.get(schema);
  if (before !== undefined) return before;
  const [input, output] = [getInput(schema), getOutput(schema)];
  const read = compileReader(input);
  let scanner: { readonly scan: JsonScanner | undefined } | undefined;
  let readOutput: TextReader | undefined;
  const wires: OperationCodec = {
    output,
    read,
    scan: () => (scanner ??= { scan: compileJsonScanner(input) }).scan,
    // Operations without output, such as CreateStream, answer an empty body (KDS-001).
    answers: output.isUnitSchema() ? "nothing" : isEventStream(output) ? "events" : "a structure",
    sent: { readInput: read, readOutput: (text) => (readOutput ??= compileReader(output))(text) },
  };
  known.set(schema, wires);
  return wires;
}

/** @throws Error, of several kinds, if the text does not fit the shape */
type TextReader = (text: string) => unknown;

function compileReader(schema: NormalizedSchema): TextReader {
  if (schema.isUnitSchema()) return () => ({});
  const read: JsonReader | undefined = compileJsonReader(schema);
  // The border: shapes that the compiled readers do not support (such as documents) are read by the SDK's codec,
  // synchronously, since the journal reads them again and cannot wait.
  const readAny: JsonReader =
    read ?? ((value) => new JsonShapeDeserializer2(settings).readObject(schema, value as DocumentType));
  return (text) => readAny(text === "" ? {} : JSON.parse(text));
}

function parseInput({ read, scan }: OperationCodec, body: Buffer, isPooled: boolean): unknown {
  const scanned = body.byteLength < LONG_BODY_BYTES ? undefined : scan()?.(body, isPooled);
  if (scanned !== undefined) return scanned;
  const text = decodeText(body);
  // The codec would read a list as a structure without members.
  if (/^\s*\[/.test(text)) throw new Error("a structure is wanted");
  if (isTooDeep(text)) throw new Error("it nests too deep");
  return read(text);
}

function write(schema: NormalizedSchema, value: unknown, doubles?: ReadonlySet<string>): Uint8Array | string {
  const key = schema.getSchema();
  const compiled = writers.get(key) ?? { write: compileJsonWriter(schema, doubles) };
  writers.set(key, compiled);
  if (compiled.write !== undefined) {
    const text = new JsonText();
    compiled.write(value, text);
    return text.finish();
  }
  const serializer = codec.createSerializer();
  serializer.write(schema, value);
  return serializer.flush();
}

/** A body as text. Most bodies, base64 above all, are ASCII, which is decoded several times faster as latin1. */
const decodeText = (body: Buffer): string => body.toString(isAscii(body) ? "latin1" : "utf8");

/** The service in `X-Amz-Target`: Kinesis_20131202 of `Kinesis_20131202.PutRecord`; undefined without that header. */
export function findTargetService(request: HttpRequest): string | undefined {
  const target = request.headers["x-amz-target"];
  const dot = target?.indexOf(".") ?? -1;
  return dot === -1 ? target : target?.slice(0, dot);
}

/** The operation in `X-Amz-Target`: PutRecord of `Kinesis_20131202.PutRecord`. */
export function findTargetOperation(request: HttpRequest, service: ServiceSchema): string | undefined {
  const target = request.headers["x-amz-target"] ?? "";
  const dot = target.indexOf(".");
  if (dot === -1 || findTargetService(request) !== service.target) return undefined;
  const end = target.indexOf(".", dot + 1);
  return target.slice(dot + 1, end === -1 ? undefined : end);
}

/** Differences of some services. */
interface JsonSettings {
  /** The member with a fault's text; `Message` for Athena, as in its error shapes. */
  readonly textKey?: "message" | "Message";
  /** The members of answers whose numbers are doubles. */
  readonly doubles?: ReadonlySet<string>;
}

/**
 * AWS JSON: one POST to `/`, the operation in `X-Amz-Target`, structures as JSON.
 *
 * @param version 1.1 (Kinesis, Firehose, Logs) or 1.0 (SQS, CloudWatch)
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export function createAwsJson(version: "1.0" | "1.1", { textKey = "message", doubles }: JsonSettings = {}): Protocol {
  const type = `application/x-amz-json-${version}`;
  const createHeaders = ({ requestId, reply }: ReplyContext): Record<string, string> => ({
    "content-type": type,
    "x-amzn-requestid": requestId,
    ...reply.headers,
  });
  return {
    family: "json",
    copiesBody: true,
    createSentReaders: (schema) => getWires(schema).sent,
    // Every JSON service accepts both versions, as on AWS.
    isClaiming: (request) => getContentType(request).startsWith("application/x-amz-json-1."),
    async open(request, service, readBody) {
      const body = await readBody();
      return {
        operation: findTargetOperation(request, service),
        body,
        readInput: (schema, isPooled = false) => decodeBody(() => parseInput(getWires(schema), body, isPooled)),
      };
    },
    reply(output, context) {
      const { schema, reply } = context;
      const status = reply.status ?? 200;
      if (schema === undefined) return { status, headers: createHeaders(context) };
      const wires = getWires(schema);
      if (wires.answers === "nothing") return { status, headers: createHeaders(context) };
      if (wires.answers === "a structure")
        return { status, headers: createHeaders(context), body: write(wires.output, output ?? {}, doubles) };
      const body = createEventStream(wires.output, output, { contentType: "application/json", write });
      return { status, headers: { ...createHeaders(context), "content-type": EVENT_STREAM }, body };
    },
    createFaultReply: (fault, context) => ({
      status: fault.status,
      headers: {
        ...createHeaders(context),
        // Without the namespace: the Java SDK compares the whole header with the names that it knows.
        "x-amzn-errortype": fault.code.slice(fault.code.indexOf("#") + 1),
        ...queryErrorHeader(fault),
        ...fault.headers,
      },
      body: JSON.stringify({ __type: fault.code, ...createMessage(fault, textKey), ...fault.members }),
    }),
  };
}
