import * as protocols from "@aws-sdk/core/protocols";
import { operation as toOperationSchema } from "@smithy/core/schema";
import { fromBase64, fromUtf8, toBase64, toUtf8 } from "@smithy/core/serde";
import type { HttpProtocol } from "@smithy/core/protocols";
import fc from "fast-check";
import { getItemAt, getValueIn } from "../../../foundation/item-at";
import { services } from "../../services/index";
import { HEADERS, PATHS, QUERIES, RAW_REQUESTS, SAMPLE_CALLS } from "./samples";

/** A call, or a request by its line, body and headers; and what is special about it. */
export interface FuzzedRequest {
  readonly call?: readonly [operation: string, input: unknown];
  readonly raw?: (typeof RAW_REQUESTS)[number];
  /** Which of the service's protocols is used. */
  readonly wire?: number;
  readonly isHttp2?: boolean;
  /** Whether the body is sent in HTTP/1.1's chunked transfer coding. */
  readonly isChunked?: boolean;
  /** The header that is left out, and the one that is added. */
  readonly without?: number;
  readonly header?: string;
  readonly method?: string;
  readonly path?: string;
  readonly query?: string;
  /** A part of the body that is replaced. */
  readonly damage?: { readonly at: number; readonly removed: number; readonly added: Uint8Array };
  /** The position in the body at which the client closes the connection. */
  readonly cutAt?: number;
  /** How far the cloud's clock is moved afterward. */
  readonly laterSeconds?: number;
}

/** A request as it is written to the connection. */
export interface WireRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

/** Values of the wrong type or an unusual size, among them names of members that every object has. */
const odd = fc.oneof(
  fc.anything({ withNullPrototype: true, withDate: true, maxDepth: 2 }),
  fc.constantFrom(null, true, 0, -1, 0.5, 1e308, 2 ** 53, "", "0", "-1", [], {}, [null]),
  fc.constantFrom("a".repeat(70_000), "9".repeat(400), Array(1500).fill("a"), "(a+)+$", "\ud800", "\r\nx: y", "../x"),
);
const pieces = fc.oneof(fc.constantFrom(..."()'\"\\{}[]$%,;*\n\0", "!{", "NULL"), fc.string({ maxLength: 3 }));

/** A value with another one somewhere inside. */
function mutateValue(value: unknown): fc.Arbitrary<unknown> {
  if (typeof value === "string") {
    const damaged = fc
      .tuple(fc.nat(value.length), fc.nat(5), pieces)
      .map(([at, removed, added]) => value.slice(0, at) + added + value.slice(at + removed));
    return fc.oneof(damaged, odd);
  }
  if (typeof value === "number") return fc.oneof(fc.integer(), odd);
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return odd;
  const inside = fc
    .constantFrom(...Object.entries(value), ["NextToken", undefined] as const)
    .chain(([name, item]) =>
      fc
        .oneof({ weight: 6, arbitrary: mutateValue(item) }, fc.constant(undefined))
        .map((changed) => ({ ...value, [name]: changed })),
    )
    .map((changed) => (Array.isArray(value) ? Object.values(changed) : changed));
  return fc.oneof({ weight: 8, arbitrary: inside }, odd);
}

const calls = fc
  .constantFrom(...SAMPLE_CALLS)
  .chain(([name, input]) =>
    fc
      .oneof(fc.constant(input), { weight: 3, arbitrary: mutateValue(input) })
      .map((changed) => ({ call: [name, changed] as const })),
  );
const raws = fc.constantFrom(...RAW_REQUESTS).map((raw) => ({ raw }));
const specials: fc.Arbitrary<FuzzedRequest> = fc.oneof(
  fc.record({ isHttp2: fc.constant(true) }),
  fc.record({ isChunked: fc.constant(true) }),
  fc.record({ without: fc.nat(9) }),
  fc.record({ header: fc.constantFrom(...HEADERS) }),
  fc.record({ method: fc.constantFrom("GET", "PUT", "POST", "DELETE", "HEAD", "PATCH", "OPTIONS", "TRACE") }),
  fc.record({ path: fc.constantFrom(...PATHS) }),
  fc.record({ query: fc.constantFrom(...QUERIES) }),
  fc.record({ damage: fc.record({ at: fc.nat(), removed: fc.nat(8), added: fc.uint8Array({ maxLength: 8 }) }) }),
  fc.record({ cutAt: fc.nat() }),
  fc.record({ laterSeconds: fc.nat(90) }),
);

/** Requests to the cloud, most of them with something wrong. */
export const fuzzedRequests: fc.Arbitrary<FuzzedRequest> = fc
  .tuple(
    fc.oneof({ weight: 6, arbitrary: calls }, raws),
    fc.record({ wire: fc.nat(2) }),
    fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.array(specials, { maxLength: 3 })),
  )
  .map(([request, wire, special]): FuzzedRequest => Object.assign({}, request, wire, ...special));

const OPERATIONS = new Map(
  services.flatMap((service) =>
    Object.values(service.operations).flatMap((operation) =>
      operation.kind === "operation" ? [[`${service.name}.${operation.name}`, { service, operation }] as const] : [],
    ),
  ),
);

/** Services with one protocol, which isn't JSON or query. */
const ONE_PROTOCOL = {
  s3: protocols.AwsRestXmlProtocol,
  ec2: protocols.AwsEc2QueryProtocol,
  lambda: protocols.AwsRestJsonProtocol,
  scheduler: protocols.AwsRestJsonProtocol,
};

/** The SDK's protocols for a service. */
function createProtocols({ name, target = "", version = "" }: (typeof services)[number]): readonly HttpProtocol[] {
  const options = { defaultNamespace: name, serviceTarget: target, xmlNamespace: "", version };
  const single = Object.entries(ONE_PROTOCOL).find(([service]) => service === name);
  if (single !== undefined) return [new single[1](options)];
  const Json = ["sqs", "cloudwatch"].includes(name) ? protocols.AwsJson1_0Protocol : protocols.AwsJson1_1Protocol;
  const Cbor = protocols.AwsSmithyRpcV2CborProtocol;
  return [
    ...(target === "" ? [] : [new Json(options)]),
    ...(version === "" ? [] : [new protocols.AwsQueryProtocol(options)]),
    ...(["cloudwatch", "kinesis"].includes(name) ? [new Cbor(options)] : []),
  ];
}

/** Writes a call in a protocol, as the SDK does. */
async function writeCall([name, input]: readonly [string, object], wire: number): Promise<WireRequest> {
  const { service, operation } = getValueIn(OPERATIONS, name);
  const known = createProtocols(service);
  const protocol = getItemAt(known, wire % known.length);
  const [, namespace, named, ...rest] = operation.schema;
  const bucket = service.name === "s3" && "Bucket" in input && typeof input.Bucket === "string" ? input.Bucket : "";
  const url = new URL(`http://127.0.0.1/${encodeURIComponent(Buffer.from(bucket).toString())}`);
  const context = {
    ...{ base64Encoder: toBase64, base64Decoder: fromBase64, utf8Encoder: toUtf8, utf8Decoder: fromUtf8 },
    endpoint: () => Promise.resolve({ url }),
    __smithy_context: { service: service.target, operation: named },
  };
  protocol.setSerdeContext(context as never);
  const target = { "x-amz-target": `${service.target}.${named}` };
  const request = await protocol
    .serializeRequest(toOperationSchema(namespace, named, ...rest) as never, input, context as never)
    // A value that the SDK can't write in this protocol is sent in JSON.
    .catch(() => ({ method: "POST", path: "/", query: {}, headers: target, body: JSON.stringify(input) }));
  // Kinesis has a CBOR protocol of its own, which the SDK for Java speaks.
  const isCbor = service.name === "kinesis" && "smithy-protocol" in request.headers;
  if (isCbor)
    Object.assign(request, { path: "/", headers: { ...target, "content-type": "application/x-amz-cbor-1.1" } });
  const query = new URLSearchParams(request.query as Record<string, string>).toString();
  const authorization = `AWS4-HMAC-SHA256 Credential=any/20300101/us-east-1/${service.signingName}/aws4_request, SignedHeaders=host, Signature=00`;
  const body: unknown = request.body ?? "";
  return {
    method: request.method,
    target: query === "" ? request.path : `${request.path}?${query}`,
    // A client sends no control characters in a header.
    headers: Object.entries({ authorization, ...request.headers }).map(([field, value]) => [
      field,
      Buffer.from(formatText(value))
        .toString("latin1")
        .replace(/\p{Cc}/gu, ""),
    ]),
    body: body instanceof Uint8Array ? Buffer.concat([body]) : Buffer.from(formatText(body)),
  };
}

const formatText = (value: unknown): string => (typeof value === "string" ? value : (JSON.stringify(value) ?? ""));

/** Replaces `~Name~` by the value that an earlier answer had in this member. */
function fillIn(value: unknown, seen: ReadonlyMap<string, string>): unknown {
  if (typeof value === "string") return value.replace(/^~(\w+)~$/, (_, name: string) => seen.get(name) ?? "AAAA");
  if (Array.isArray(value)) return value.map((item) => fillIn(item, seen));
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, fillIn(item, seen)]));
}

/** The bytes of a request. @param seen the latest value of each member in earlier answers */
export async function writeRequest(fuzzed: FuzzedRequest, seen: ReadonlyMap<string, string>): Promise<WireRequest> {
  const { call, raw, wire = 0, without, header, query = "", damage = { at: 0, removed: 0, added: [] } } = fuzzed;
  const written = call ? await writeCall([call[0], Object(fillIn(call[1], seen)) as object], wire) : writeRaw(raw);
  const { method, path = written.target } = fuzzed;
  const at = damage.at % (written.body.length + 1);
  const added = header === undefined ? [] : [header.split(": ") as [string, string]];
  return {
    method: method ?? written.method,
    target: query === "" ? path : `${path}${path.includes("?") ? "&" : "?"}${query}`,
    headers: [...written.headers.filter((_, index) => index !== without), ...added],
    body: Buffer.from([
      ...written.body.subarray(0, at),
      ...damage.added,
      ...written.body.subarray(at + damage.removed),
    ]),
  };
}

function writeRaw([line = "", text = "", headers = {}]: FuzzedRequest["raw"] = [""]): WireRequest {
  const [method = "", target = ""] = line.split(" ");
  return { method, target, headers: Object.entries(headers), body: Buffer.from(text) };
}
