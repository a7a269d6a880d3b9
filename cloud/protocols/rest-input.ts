import { FromStringShapeDeserializer } from "@smithy/core/protocols";
import type { XmlCodec } from "@aws-sdk/core/protocols";
import type { NormalizedSchema } from "@smithy/core/schema";
import type { HttpRequest } from "../core/http";
import type { RequestTarget } from "./rest-route";
import { assertParsable, removeBlanks } from "./xml-text";
import { parseHostBucket } from "./request-target";

const strings = new FromStringShapeDeserializer({
  timestampFormat: { useTrait: true, default: 5 },
  httpBindings: true,
});

/** The documented values of headers. */
export type HeaderValues = Readonly<Record<string, readonly string[]>>;

/** The parts of a request that a REST input is read from. */
interface RestSource {
  readonly request: HttpRequest;
  /** The request's headers, and those in its presigned URL. */
  readonly headers: HttpRequest["headers"];
  /** The documented values of headers whose values S3 accepts in upper or lower case; by header name in lower case. */
  readonly headerValues: HeaderValues;
  readonly target: RequestTarget;
  readonly codec: XmlCodec;
  readonly readBody: () => Promise<Buffer>;
}

/** Reads an input from path, query, headers and body by the schema's HTTP bindings. A streaming payload is not buffered. */
export async function readRestInput(schema: NormalizedSchema, source: RestSource): Promise<Record<string, unknown>> {
  const input: Record<string, unknown> = {};
  if (!schema.isStructSchema()) return input;
  const query = new URLSearchParams(source.request.query);
  const labels: Readonly<Record<string, string | undefined>> = { Bucket: source.target.bucket, Key: source.target.key };
  let hasBody = false;
  for (const [name, member] of schema.structIterator()) {
    const { httpLabel, httpQuery, httpHeader, httpPrefixHeaders, httpPayload } = member.getMergedTraits();
    if (httpLabel) input[name] = labels[name];
    else if (httpQuery) input[name] = fromText(member, query.get(httpQuery) ?? undefined);
    else if (httpHeader) input[name] = fromText(member, getHeaderValue(httpHeader.toLowerCase(), source));
    else if (httpPrefixHeaders) input[name] = selectPrefixed(source.headers, httpPrefixHeaders.toLowerCase());
    else if (httpPayload) input[name] = await readPayload(member, source);
    else hasBody = true;
  }
  return hasBody ? { ...(await readXml(schema, source)), ...input } : input;
}

/** A number without digits, as in `?max-parts=`, isn't a number at all (recorded on AWS by LocalStack, 2026-02-21). */
const fromText = (member: NormalizedSchema, text: string | undefined): unknown =>
  text === undefined || (text === "" && member.isNumericSchema()) ? undefined : strings.read(member, text);

/** A header's value as the API reference spells it; an undocumented value stays as it was sent. */
function getHeaderValue(name: string, { headers, headerValues }: RestSource): string | undefined {
  const sent = headers[name];
  const known = sent === undefined ? undefined : headerValues[name];
  if (sent === undefined || known === undefined) return sent;
  const requested = sent.toLowerCase();
  return known.find((value) => value.toLowerCase() === requested) ?? sent;
}

function selectPrefixed(headers: Readonly<Record<string, string>>, prefix: string): Record<string, string> | undefined {
  const found = Object.entries(headers).filter(([name]) => name.startsWith(prefix));
  return found.length === 0
    ? undefined
    : Object.fromEntries(found.map(([name, value]) => [name.slice(prefix.length), value]));
}

async function readPayload(member: NormalizedSchema, source: RestSource): Promise<unknown> {
  if (member.isStreaming()) return source.request.openBody();
  if (member.isStructSchema()) return readXml(member, source);
  const body = await source.readBody();
  return member.isBlobSchema() ? body : body.toString("utf8");
}

async function readXml(schema: NormalizedSchema, { codec, readBody }: RestSource): Promise<object | undefined> {
  const body = await readBody();
  return body.byteLength === 0 ? undefined : parseXml(schema, { codec, body });
}

/**
 * Parses an XML document, whatever the name of its root.
 *
 * @returns undefined for a document whose root is empty
 * @throws Error if the document is too large or not XML
 */
export function parseXml(
  schema: NormalizedSchema,
  { codec, body }: Pick<RestSource, "codec"> & { readonly body: Buffer },
): object | undefined {
  assertParsable(body);
  const read: unknown = codec.createDeserializer().read(schema, removeBlanks(body));
  return typeof read === "object" && read !== null ? read : undefined;
}

/**
 * Whether a request is S3's POST form: an upload to a bucket, with the signature among the form's fields, so that it is
 * verified only when the form is read.
 *
 * The check is strict, since such a request is let in before its signature is verified: with a query it could be for
 * another service.
 */
export function isFormUpload({ method, headers, path, query, host }: HttpRequest): boolean {
  if (method !== "POST" || query !== "" || headers["x-amz-target"] !== undefined) return false;
  if (!/^multipart\/form-data\s*;/i.test(headers["content-type"] ?? "")) return false;
  return parseHostBucket(host) === undefined ? /^\/[^/]+\/?$/.test(path) : path === "/";
}
