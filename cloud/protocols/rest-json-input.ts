import { JsonCodec2, FromStringShapeDeserializer } from "@smithy/core/protocols";
import type { NormalizedSchema } from "@smithy/core/schema";
import { splitEvery, splitHeader } from "@smithy/core/serde";
import { createSerializationFault } from "../core/faults";
import type { HttpRequest } from "../core/http";
import { decodeBody, isTooDeep } from "./bodies";
import type { MatchedRoute } from "./uri-route";

const reader = new FromStringShapeDeserializer({
  timestampFormat: { useTrait: true, default: 5 },
  httpBindings: true,
});

const NUMBER = /^(?:-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|NaN|-?Infinity)$/;
/** The formats of times, by the numbers that the SDK's schemas have for them. */
const TIMES: Readonly<Record<number, RegExp>> = {
  5: /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?[Zz]$/,
  6: /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d(?:\.\d+)? GMT$/,
  7: /^-?\d+(?:\.\d+)?$/,
};
const DEFAULT_TIMES = { "date-time": 5, "http-date": 6 } as const;

/**
 * The value of a string in a path, query or header.
 *
 * @param times the format of a time whose shape states none
 * @throws Error if the text isn't a value of the shape
 */
function parseTextValue(schema: NormalizedSchema, text: string, times: keyof typeof DEFAULT_TIMES): unknown {
  if (schema.isTimestampSchema()) return parseTime(Number(schema.getSchema()), text, DEFAULT_TIMES[times]);
  if (schema.isBooleanSchema()) {
    if (text !== "true" && text !== "false") throw new Error("a boolean is wanted");
    return text === "true";
  }
  if (schema.isNumericSchema() && !NUMBER.test(text)) throw new Error("a number is wanted");
  return reader.read(schema, text);
}

function parseTime(stated: number, text: string, usual: number): Date {
  const format = TIMES[stated] === undefined ? usual : stated;
  if (TIMES[format]?.test(text) !== true) throw new Error("a time is wanted");
  const time = new Date(format === 7 ? Number(text) * 1000 : text.toUpperCase());
  if (Number.isNaN(time.getTime())) throw new Error("a time is wanted");
  return time;
}

/** Timestamps in bodies as seconds since the epoch. */
const codec = new JsonCodec2({ timestampFormat: { useTrait: true, default: 7 }, jsonName: true });

/** The parts of a request that an input is read from. */
interface Source {
  readonly request: HttpRequest;
  readonly body: Buffer;
  readonly labels: MatchedRoute["labels"];
}

/**
 * Reads a REST-JSON input. Members in path, query and headers take precedence over the body.
 *
 * @throws AwsFault SerializationException
 */
export async function readRestJsonInput(shape: NormalizedSchema, source: Source): Promise<Record<string, unknown>> {
  if (!shape.isStructSchema()) return {};
  const { headers } = source.request;
  const query = new URLSearchParams(source.request.query);
  const bound: Record<string, unknown> = {};
  let hasBody = false;
  for (const [name, member] of shape.structIterator()) {
    const { httpLabel, httpQuery, httpQueryParams, httpHeader, httpPrefixHeaders, httpPayload } =
      member.getMergedTraits();
    if (httpLabel) bound[name] = parse(member, source.labels[name], "date-time");
    else if (httpQuery) bound[name] = parseQuery(member, query.getAll(httpQuery));
    else if (httpQueryParams) bound[name] = collectQuery(member, query);
    else if (httpHeader) bound[name] = parseHeader(member, headers[httpHeader.toLowerCase()]);
    else if (httpPrefixHeaders !== undefined) bound[name] = selectPrefixed(headers, httpPrefixHeaders.toLowerCase());
    else if (httpPayload) bound[name] = await readPayload(member, source.body);
    else hasBody = true;
  }
  return hasBody ? { ...(await readJson(shape, source.body)), ...bound } : bound;
}

function parse(member: NormalizedSchema, text: string | undefined, times: "date-time" | "http-date"): unknown {
  if (text === undefined) return undefined;
  try {
    return parseTextValue(member, text, times);
  } catch {
    throw createSerializationFault(`'${text}' cannot be read.`);
  }
}

function parseQuery(member: NormalizedSchema, values: readonly string[]): unknown {
  if (!member.isListSchema()) return parse(member, values[0], "date-time");
  return values.length === 0 ? undefined : values.map((value) => parse(member.getValueSchema(), value, "date-time"));
}

/** All parameters of the query, also those that other members are bound to. */
function collectQuery(member: NormalizedSchema, query: URLSearchParams): Record<string, unknown> | undefined {
  if (query.size === 0) return undefined;
  const isOfLists = member.getValueSchema().isListSchema();
  return Object.fromEntries([...query.keys()].map((name) => [name, isOfLists ? query.getAll(name) : query.get(name)]));
}

function parseHeader(member: NormalizedSchema, text: string | undefined): unknown {
  if (text === undefined || !member.isListSchema()) return parse(member, text, "http-date");
  const item = member.getValueSchema();
  // A date of HTTP has a comma inside.
  const isHttpDate = item.isTimestampSchema() && [TIMESTAMP, HTTP_DATE].includes(Number(item.getSchema()));
  const parts = isHttpDate ? splitEvery(text, ",", 2) : splitHeader(text);
  return parts.map((part) => parse(item, part.trim(), "http-date"));
}

/** How the SDK's schemas name a time without its own format, and a date of HTTP. */
const TIMESTAMP = 4;
const HTTP_DATE = 6;

function selectPrefixed(headers: HttpRequest["headers"], prefix: string): Record<string, string> | undefined {
  const found = Object.entries(headers).filter(([name]) => name.startsWith(prefix));
  if (found.length === 0) return undefined;
  return Object.fromEntries(found.map(([name, value]) => [name.slice(prefix.length), value]));
}

/** A payload; one without bytes is not set, as is an empty structure, which clients send for an unset one. */
async function readPayload(member: NormalizedSchema, body: Buffer): Promise<unknown> {
  if (body.byteLength === 0) return undefined;
  if (member.isBlobSchema()) return body;
  if (member.isStringSchema()) return body.toString("utf8");
  if (member.isDocumentSchema()) return decodeJson(() => JSON.parse(parseText(body)) as unknown);
  const read = await readJson(member, body);
  return Object.keys(read).length === 0 ? undefined : read;
}

async function readJson(shape: NormalizedSchema, body: Buffer): Promise<Record<string, unknown>> {
  if (body.byteLength === 0) return {};
  return decodeBody(() => {
    const text = parseText(body);
    // The codec would read a list, a string or a number as a structure without members.
    if (!/^\s*\{/.test(text)) throw new Error("a structure is wanted");
    return codec.createDeserializer().read(shape, text);
  });
}

function parseText(body: Buffer): string {
  const text = body.toString("utf8");
  if (isTooDeep(text)) throw new Error("it nests too deep");
  return text;
}

/** A document, which may be any value of JSON. */
async function decodeJson(decode: () => unknown): Promise<unknown> {
  const { document } = await decodeBody(() => ({ document: decode() }));
  return document;
}
