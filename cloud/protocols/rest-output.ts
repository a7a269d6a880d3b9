import { Readable } from "node:stream";
import { ToStringShapeSerializer } from "@smithy/core/protocols";
import type { XmlCodec } from "@aws-sdk/core/protocols";
import { NormalizedSchema } from "@smithy/core/schema";
import type { StaticOperationSchema, StaticStructureSchema } from "@smithy/types";
import type { HttpReply } from "../core/http";
import type { ReplyContext } from "./protocol";

const strings = new ToStringShapeSerializer({ timestampFormat: { useTrait: true, default: 5 }, httpBindings: true });

/** The codec, and the headers that every answer has. */
interface RestEncoding {
  readonly codec: XmlCodec;
  readonly createHeaders: (requestId: string) => Readonly<Record<string, string>>;
}

/** Writes an output to status, headers and body by the schema's HTTP bindings. A Readable payload is streamed. */
export function writeRestOutput(
  output: unknown,
  context: ReplyContext,
  { codec, createHeaders }: RestEncoding,
): HttpReply {
  const { schema, reply, requestId, isHead } = context;
  const headers: Record<string, string> = { ...createHeaders(requestId), "x-amz-request-id": requestId };
  const status = reply.status ?? getDefaultStatus(schema);
  const body = writeMembers(NormalizedSchema.of(schema?.[5] ?? "unit"), (output ?? {}) as Members, {
    codec,
    headers,
    isHead,
  });
  return { status, headers: { ...headers, ...reply.headers }, body };
}

/** Outputs whose one member is the root element itself: Smithy's trait `s3UnwrappedXmlOutput`, which the SDK's schemas leave out. */
const UNWRAPPED: ReadonlySet<string> = new Set(["GetBucketLocationOutput"]);
/**
 * Times without milliseconds. In S3's documents times always have three decimals, as LocalStack measured on AWS
 * (tests/aws/services/s3/test_s3.py, test_s3_timestamp_precision); the SDK's codec omits `.000`. A key cannot look like
 * such an element: its `<` is escaped.
 */
const WHOLE_SECONDS = /(<(?:LastModified|CreationDate|Initiated)>[^<.]*)Z</g;
const LONE_MEMBER = /<(\w+)>([^<]*)<\/\1>(?=<\/\1>$)/;

type Members = Readonly<Record<string, unknown>>;

function getDefaultStatus(schema: StaticOperationSchema | undefined): number {
  const traits = schema?.[3] as { readonly http?: readonly [method: string, path: string, status: number] } | undefined;
  return traits?.http?.[2] ?? 200;
}

/** @returns the body */
function writeMembers(shape: NormalizedSchema, members: Members, into: OutputContext): HttpReply["body"] {
  if (!shape.isStructSchema()) return undefined;
  let payload: HttpReply["body"];
  let body: Record<string, unknown> | undefined;
  for (const [name, member] of shape.structIterator()) {
    const value = members[name];
    const { httpHeader, httpPrefixHeaders, httpPayload, httpResponseCode } = member.getMergedTraits();
    if (httpPayload) payload = createPayload(member, value, into);
    else if (httpHeader) Object.assign(into.headers, createHeader(httpHeader, member, value));
    else if (httpPrefixHeaders) writePrefixed(into.headers, httpPrefixHeaders, value);
    else if (!httpResponseCode) (body ??= {})[name] = value;
  }
  return body !== undefined && !into.isHead ? formatXml(orderElements(shape), body, into) : payload;
}

/** Elements that S3 writes before or after those that its model names first; the Java SDK depends on their order. */
const ORDERS: Readonly<Record<string, Readonly<Record<"first" | "last", readonly string[]>>>> = {
  ListBucketsOutput: { first: ["Owner", "Buckets"], last: [] },
  ListObjectsOutput: { first: ["Name"], last: ["Contents", "CommonPrefixes"] },
  ListObjectsV2Output: { first: ["Name"], last: ["Contents", "CommonPrefixes"] },
  ListObjectVersionsOutput: { first: ["Name"], last: ["Versions", "DeleteMarkers", "CommonPrefixes"] },
  GetObjectAttributesOutput: {
    first: ["ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize"],
    last: [],
  },
};
const ordered = new Map<string, NormalizedSchema>();

function orderElements(shape: NormalizedSchema): NormalizedSchema {
  const name = shape.getName() ?? "";
  const order = ORDERS[name];
  const before = ordered.get(name);
  if (order === undefined || before !== undefined) return before ?? shape;
  const [kind, namespace, id, traits, members, types, ...rest] = shape.getSchema() as StaticStructureSchema;
  const { first, last } = order;
  const middle = members.filter((member) => !first.includes(member) && !last.includes(member));
  const names = [...first, ...middle, ...last];
  const schema = [kind, namespace, id, traits, names, names.map((item) => types[members.indexOf(item)]), ...rest];
  const created = NormalizedSchema.of(schema as unknown as StaticStructureSchema);
  ordered.set(name, created);
  return created;
}

interface OutputContext {
  readonly codec: XmlCodec;
  readonly headers: Record<string, string>;
  readonly isHead: boolean;
}

function createPayload(member: NormalizedSchema, value: unknown, into: OutputContext): HttpReply["body"] {
  if (value === undefined || value === null) return undefined;
  if (value instanceof Readable || value instanceof Uint8Array || typeof value === "string") return value;
  return formatXml(member, value, into);
}

function formatXml(schema: NormalizedSchema, value: unknown, { codec, headers }: OutputContext): string {
  const serializer = codec.createSerializer();
  serializer.write(schema, value);
  headers["content-type"] = "application/xml";
  const text = String(serializer.flush()).replace(WHOLE_SECONDS, "$1.000Z<");
  return `<?xml version="1.0" encoding="UTF-8"?>\n${UNWRAPPED.has(schema.getName() ?? "") ? text.replace(LONE_MEMBER, "$2") : text}`;
}

function createHeader(name: string, member: NormalizedSchema, value: unknown): Record<string, string> {
  if (value === undefined || value === null) return {};
  strings.write(member, value);
  return { [name.toLowerCase()]: String(strings.flush()) };
}

function writePrefixed(headers: Record<string, string>, prefix: string, value: unknown): void {
  for (const [name, item] of Object.entries(value ?? {})) headers[`${prefix}${name}`.toLowerCase()] = String(item);
}
