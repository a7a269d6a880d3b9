import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { parseXML } from "@aws-sdk/xml-builder";
import { cbor } from "@smithy/core/cbor";
import type { HttpRequest } from "../cloud/core/http";
import type { Shape } from "./smithy-model";

/** A case of the suite: the parts that this judge reads. */
export interface TestCase {
  readonly id: string;
  readonly protocol: string;
  readonly appliesTo?: "client" | "server";
  readonly method?: string;
  readonly uri?: string;
  readonly queryParams?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly forbidHeaders?: readonly string[];
  readonly body?: string;
  readonly bodyMediaType?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly code?: number;
  readonly host?: string;
  readonly resolvedHost?: string;
}

/** A malformed request of the suite, with the values that take turns in it. */
export interface MalformedCase {
  readonly id: string;
  readonly request: TestCase;
  readonly response: { readonly headers: Readonly<Record<string, string>> };
  readonly testParameters?: Readonly<Record<string, readonly string[]>>;
}

/** Elements that hold ids of an answer, which no suite can know. */
const IDS = ["ResponseMetadata", "RequestId", "requestId", "RequestID", "HostId"];

export const listMalformed = (shape: Shape): readonly MalformedCase[] =>
  (shape.traits?.["smithy.test#httpMalformedRequestTests"] ?? []) as readonly MalformedCase[];

/** A request in which `$value:L` is a value as it is, and `$value:S` the value in quotes. */
export function fillIn(
  request: TestCase,
  parameters: Readonly<Record<string, readonly string[]>>,
  index: number,
): TestCase {
  let text = JSON.stringify(request);
  const put = (mark: string, value: string): void => {
    text = text.replaceAll(mark, JSON.stringify(value).slice(1, -1).replaceAll("$", "$$$$"));
  };
  for (const [name, values] of Object.entries(parameters)) {
    const value = values[index] ?? "";
    put(`$${name}:L`, value);
    put(`$${name}:S`, JSON.stringify(value));
  }
  return JSON.parse(text) as TestCase;
}

export const listCases = (shape: Shape, trait: string): readonly TestCase[] =>
  (shape.traits?.[`smithy.test#${trait}`] ?? []) as readonly TestCase[];

export const getBytes = ({ body = "", bodyMediaType }: TestCase): Buffer =>
  Buffer.from(body, bodyMediaType === "application/cbor" ? "base64" : "utf8");

export function createRequest(test: TestCase): HttpRequest {
  const [path = "/", search = ""] = (test.uri ?? "/").split("?", 2);
  const headers = Object.fromEntries(
    Object.entries(test.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const stream = Readable.from([getBytes(test)]);
  return {
    method: test.method ?? "POST",
    path,
    query: [search, ...(test.queryParams ?? [])].filter((item) => item !== "").join("&"),
    headers,
    host: test.resolvedHost ?? test.host ?? "127.0.0.1",
    openBody: () => stream,
    disconnected: new AbortController().signal,
  };
}

/** A value in a form that can be compared: times as seconds, bytes as text, numbers without a value as their names. */
export async function normalize(value: unknown): Promise<unknown> {
  if (value instanceof Readable) return (await buffer(value)).toString();
  if (value instanceof Date) return value.getTime() / 1000;
  if (value instanceof Uint8Array) return Buffer.from(value).toString();
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  if (value instanceof String) return String(value);
  if (Array.isArray(value)) return Promise.all(value.map(normalize));
  if (typeof value !== "object" || value === null) return value;
  const members = await Promise.all(
    Object.entries(value)
      .filter(([, first]) => first !== undefined)
      .map(async ([name, item]) => [name, await normalize(item)] as const),
  );
  return Object.fromEntries(members);
}

export async function parseBody(body: Buffer, type: string | undefined): Promise<unknown> {
  if (body.byteLength === 0) return "";
  if (type === "application/json") return JSON.parse(body.toString()) as unknown;
  if (type === "application/cbor") return normalize(cbor.deserialize(body));
  if (type !== "application/xml") return body.toString();
  // AWS names the namespace in errors too; the suite does not.
  const parsed = parseXML(body.toString().replace(/(<ErrorResponse) xmlns="[^"]*"/, "$1")) as Record<string, unknown>;
  return JSON.parse(JSON.stringify(parsed, (name, value: unknown) => (IDS.includes(name) ? undefined : value)));
}
