import { cbor } from "@smithy/core/cbor";
import type { Sample } from "./wire-rest";

/** A seeded random number from 0 to 1, as `Math.random`. */
export type Draw = () => number;

/** Mulberry32: small, and the same everywhere. */
export function drawFrom(seed: number): Draw {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A request as it is written to the connection. */
export interface WireRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
  /** Whether the body is sent in HTTP/1.1's chunked transfer coding. */
  readonly chunked: boolean;
  /** The number of bytes of the body after which the client closes the connection; undefined to send all. */
  readonly cutAt: number | undefined;
}

const NASTY: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  0.5,
  1e308,
  -1e21,
  2 ** 31,
  2 ** 53 + 2,
  "",
  " ",
  "0",
  "-1",
  "1e9",
  "NaN",
  "a".repeat(70_000),
  "é😀",
  "\ud800",
  "\0",
  "\r\nx: y",
  "../../etc/passwd",
  "s3://../..",
  "${AWS::NoValue}",
  "%00",
  "__proto__",
  "constructor",
  "arn:aws:s3:::",
  "arn:aws:iam::000000000000:role/none",
  "(a+)+$",
  "'",
  '"',
  "`",
  "{",
  "[",
  "*",
  [],
  {},
  [[]],
  [null],
  { a: { b: [1] } },
  { __proto__: null, toString: 1 },
  new Array(1500).fill("a"),
  "9".repeat(400),
  "2030-01-01T00:00:00Z",
  -8.64e15,
  8.64e15,
];
const HEADERS: readonly (readonly [string, string])[] = [
  ["content-encoding", "gzip"],
  ["content-encoding", "aws-chunked"],
  ["content-encoding", "br, x"],
  ["expect", "100-continue"],
  ["range", "bytes=-0"],
  ["range", "bytes=9-1,3-"],
  ["content-md5", "x"],
  ["if-match", "*"],
  ["if-modified-since", "never"],
  ["x-amz-copy-source", "%"],
  ["x-amz-copy-source-range", "bytes=0-"],
  ["x-amz-tagging", "a=b&=&a"],
  ["x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"],
  ["x-amz-content-sha256", "0".repeat(64)],
  ["x-amz-decoded-content-length", "-1"],
  ["x-amz-decoded-content-length", "99999999999999999999"],
  ["x-amz-checksum-crc32", "AAAA"],
  ["x-amz-trailer", "x-amz-checksum-sha1"],
  ["x-amz-date", "x"],
  ["x-amz-target", "Kinesis_20131202."],
  ["x-amz-target", "constructor.__proto__"],
  ["content-type", "application/x-amz-json-1.1"],
  ["content-type", "application/x-amz-cbor-1.1"],
  ["content-type", ""],
  ["smithy-protocol", "rpc-v2-cbor"],
  ["authorization", "AWS4-HMAC-SHA256 Credential=/, SignedHeaders=;, Signature=0"],
  ["authorization", "AWS a:b"],
  ["x-amz-security-token", "AAAA"],
  ["x-amz-expected-bucket-owner", "1"],
  ["x-amz-invocation-type", "Event"],
  ["x-amz-client-context", "e30="],
  ["x-amz-log-type", "Tail"],
  ["host", "trips.localhost"],
  ["x-amzn-query-mode", "true"],
  ["accept", "application/cbor"],
  ["cookie", "lab-token=x"],
];
const QUERIES = [
  "uploads",
  "uploadId=x&partNumber=0",
  "tagging",
  "delete",
  "list-type=2&continuation-token=%",
  "max-keys=-1",
  "versionId=x",
  "X-Amz-Signature=1",
  "X-Amz-Signature=1&X-Amz-Credential=a/b/c/s3/x&X-Amz-Date=x",
  "AWSAccessKeyId=a&Signature=b&Expires=c",
  "Action=ListQueues&Version=2012-11-05",
  "attributes",
  "acl",
  "%",
  "&&==&",
  "x-id=GetObject",
  "response-expires=x",
  "marker=%ff",
  "prefix=%00",
];
const PATHS = [
  "/",
  "//",
  "/%",
  "/%00",
  "/trips/../x",
  "/trips/%2e%2e%2f",
  "/a b",
  "/.",
  "*",
  "http://x/",
  "/service/x/operation/y",
  "/2015-03-31/functions/%2F/x",
  "/_lab/journal",
  "/_lab/faults",
  "/console/",
  "/_lab/firehose/record?record=x",
  `/${"a".repeat(2000)}`,
];
const METHODS = ["GET", "PUT", "POST", "DELETE", "HEAD", "PATCH", "OPTIONS", "TRACE"];

const pick = <T>(draw: Draw, of: readonly T[]): T => of[Math.floor(draw() * of.length)] as T;

/** A value with one change somewhere inside. */
function mutateValue(value: unknown, draw: Draw): unknown {
  if (draw() < 0.15 || typeof value !== "object" || value === null || value instanceof Uint8Array)
    return createNastyValue(value, draw);
  if (Array.isArray(value)) {
    const at = Math.floor(draw() * value.length);
    if (draw() < 0.2) return [...value, ...value];
    return value.map((item: unknown, index) => (index === at ? mutateValue(item, draw) : item));
  }
  const entries = Object.entries(value);
  const at = Math.floor(draw() * entries.length);
  const subject = draw();
  if (subject < 0.15) entries.splice(at, 1);
  else if (subject < 0.3)
    entries.push([
      pick(draw, ["__proto__", "constructor", "", "a.b", "Marker", "NextToken", "Limit", "Tags"]),
      pick(draw, NASTY),
    ]);
  else
    return Object.fromEntries(
      entries.map(([name, item], index) => [name, index === at ? mutateValue(item, draw) : item]),
    );
  return Object.fromEntries(entries);
}

function createNastyValue(value: unknown, draw: Draw): unknown {
  if (typeof value !== "string" || draw() < 0.4) return pick(draw, NASTY);
  const at = Math.floor(draw() * value.length);
  const piece = pick(draw, [
    "",
    "(",
    ")",
    "'",
    '"',
    "\\",
    "{",
    "}",
    "[",
    "]",
    "$",
    "%",
    ",",
    ";",
    "*",
    "\n",
    "\0",
    "é",
    "!{",
    "SELECT",
    "NULL",
    "-",
    "999999999999",
  ]);
  return value.slice(0, at) + piece + value.slice(draw() < 0.5 ? at : at + 1 + Math.floor(draw() * 5));
}

function mutateBytes(bytes: Buffer, draw: Draw): Buffer {
  const at = Math.floor(draw() * (bytes.length + 1));
  switch (Math.floor(draw() * 4)) {
    case 0:
      return bytes.subarray(0, at);
    case 1:
      return Buffer.concat([
        bytes.subarray(0, at),
        Buffer.from(Array.from({ length: 1 + Math.floor(draw() * 8) }, () => Math.floor(draw() * 256))),
        bytes.subarray(at),
      ]);
    case 2:
      return Buffer.concat([bytes, bytes.subarray(at)]);
    default: {
      const changed = Buffer.from(bytes);
      if (changed.length > 0) changed[at % changed.length] = Math.floor(draw() * 256);
      return changed;
    }
  }
}

const toText = (value: unknown): string => (typeof value === "string" ? value : (JSON.stringify(value) ?? ""));

/** The bytes of a body. Values that a protocol cannot express are sent as JSON. */
function encodeBody({ protocol }: Sample, values: unknown): Buffer {
  if (protocol === "rest") return Buffer.from(typeof values === "string" ? values : (JSON.stringify(values) ?? ""));
  if (protocol === "query" && typeof values === "object" && values !== null)
    return Buffer.from(
      new URLSearchParams(
        Object.fromEntries(Object.entries(values).map(([name, value]) => [name, toText(value)])),
      ).toString(),
    );
  if (protocol === "cbor" || protocol === "rpc") {
    try {
      return Buffer.from(cbor.serialize(values));
    } catch {
      return Buffer.from(JSON.stringify(values) ?? "");
    }
  }
  return Buffer.from(JSON.stringify(values) ?? "");
}

/** A request made of a sample, with no, one or several mutations. */
export function createWireRequest(sample: Sample, draw: Draw): WireRequest {
  let { values, target, method } = sample;
  for (let more = draw(); more > 0.35; more -= 0.25) values = mutateValue(values, draw);
  let body = encodeBody(sample, values);
  if (draw() < 0.2) body = mutateBytes(body, draw);
  if (draw() < 0.06) method = pick(draw, METHODS);
  if (draw() < 0.08) target = pick(draw, PATHS);
  if (draw() < 0.15) target += `${target.includes("?") ? "&" : "?"}${pick(draw, QUERIES)}`;
  if (sample.protocol === "rest" && draw() < 0.2)
    target = toText(createNastyValue(target, draw))
      .replace(/[^\x21-\x7e]/g, "%20")
      .slice(0, 4000);
  const headers = Object.entries(sample.headers).filter(() => draw() > 0.04);
  while (draw() < 0.25) headers.push([...pick(draw, HEADERS)] as [string, string]);
  return {
    method,
    target: target === "" ? "/" : target,
    headers,
    body,
    chunked: draw() < 0.1,
    cutAt: draw() < 0.05 ? Math.floor(draw() * body.length) : undefined,
  };
}
