import { once } from "node:events";
import { Agent, request as http1Request } from "node:http";
import { connect } from "node:http2";
import type { Readable } from "node:stream";

/** One request, made before the measurement begins, so that the client costs little processor time in it. */
export interface WireRequest {
  readonly method: "GET" | "PUT" | "POST";
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** The timeout in ms of real time, for requests that may take longer than usual, such as an advance of the clock. */
  readonly maxMs?: number;
}

/** The answer to a request. */
export interface WireAnswer {
  readonly status: number;
  readonly body: Buffer;
}

/** The protocols that are measured. */
export type Wire = "HTTP/1.1" | "HTTP/2";

/** Connections to one server. */
export interface Connection {
  /** @param keep whether the answer holds the body; otherwise the body is read and dropped, and `body` is empty */
  send(request: WireRequest, keep?: boolean): Promise<WireAnswer>;
  close(): void;
}

/** The default timeout of an answer, in ms. */
const MAX_ANSWER_MS = 20_000;
const WINDOW_BYTES = 16 * 1024 * 1024;

/** Opens connections for `inFlight` calls at once: as many of HTTP/1.1, or one of HTTP/2, as AWS's SDKs do. */
export const openConnection = (endpoint: string, wire: Wire, inFlight: number): Connection =>
  wire === "HTTP/2" ? connectHttp2(endpoint) : connectHttp1(endpoint, inFlight);

function connectHttp1(endpoint: string, inFlight: number): Connection {
  const agent = new Agent({ keepAlive: true, maxSockets: inFlight, noDelay: true });
  const { hostname, port } = new URL(endpoint);
  return {
    send: ({ method, path, headers, body, maxMs }, keep = false) =>
      new Promise((resolve, reject) => {
        const request = http1Request({
          agent,
          hostname,
          port,
          method,
          path,
          headers: { ...headers, ...measure(body) },
        });
        request.on("response", (response) => {
          readBody(response, keep).then((read) => resolve({ status: response.statusCode ?? 0, body: read }), reject);
        });
        finish(request, { body, maxMs, reject });
      }),
    close: () => agent.destroy(),
  };
}

function connectHttp2(endpoint: string): Connection {
  const session = connect(endpoint, { settings: { initialWindowSize: WINDOW_BYTES } });
  session.once("connect", () => {
    // The connection of a contestant that is left out is destroyed at once, but its event `connect` is still emitted.
    if (!session.destroyed) session.setLocalWindowSize(WINDOW_BYTES);
  });
  // Each call reports the error of its own stream: an error of the session alone, such as that of a stopped server, is none of a call.
  session.on("error", () => undefined);
  const ready = once(session, "connect");
  return {
    async send({ method, path, headers, body, maxMs }, keep = false) {
      await ready;
      return new Promise((resolve, reject) => {
        const stream = session.request({ ":method": method, ":path": path, ...headers, ...measure(body) });
        stream.on("response", ({ ":status": status = 0 }) => {
          readBody(stream, keep).then((read) => resolve({ status, body: read }), reject);
        });
        finish(stream, { body, maxMs, reject });
      });
    },
    close: () => session.destroy(),
  };
}

const measure = (body?: Buffer) => (body === undefined ? {} : { "content-length": String(body.byteLength) });

/** The methods that requests of both protocols have. */
interface Outgoing {
  setTimeout(ms: number, work: () => void): unknown;
  destroy(error: Error): unknown;
  on(event: "error", report: (error: Error) => void): unknown;
  end(body?: Buffer): unknown;
}

/** Sends a request's body, and reports its errors. */
function finish(
  request: Outgoing,
  { body, maxMs = MAX_ANSWER_MS, reject }: Pick<WireRequest, "body" | "maxMs"> & { reject(error: Error): void },
): void {
  request.setTimeout(maxMs, () => request.destroy(new Error(`no answer within ${maxMs / 1000} s`)));
  request.on("error", reject);
  request.end(body);
}

const readBody = (stream: Readable, keep: boolean): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    stream.on("data", (chunk: Buffer) => void (keep && chunks.push(chunk)));
    stream.on("end", () => resolve(Buffer.concat(chunks)));
    stream.on("error", reject);
  });

/** The headers that AWS's SDKs send, with a signature that no contestant verifies. */
export const createAwsHeaders = (service: string): Readonly<Record<string, string>> => ({
  authorization: `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260102/us-east-1/${service}/aws4_request, SignedHeaders=host;x-amz-date, Signature=${"0".repeat(64)}`,
  "x-amz-date": "20260102T030405Z",
});

/** A request to a JSON service. @param target the operation, such as `Kinesis_20131202.PutRecords` */
export function createJsonCall(service: "firehose" | "kinesis" | "sqs", target: string, input: unknown): WireRequest {
  const version = service === "sqs" ? "1.0" : "1.1";
  const type = { "content-type": `application/x-amz-json-${version}`, "x-amz-target": target };
  const headers = { ...createAwsHeaders(service), ...type };
  return { method: "POST", path: "/", headers, body: Buffer.from(JSON.stringify(input)) };
}

/** A request to S3 whose signature leaves out the body. */
export const createS3Call = (method: "GET" | "PUT", path: string, body?: Buffer): WireRequest => ({
  method,
  path,
  headers: { ...createAwsHeaders("s3"), "x-amz-content-sha256": "UNSIGNED-PAYLOAD" },
  ...(body === undefined ? {} : { body }),
});

/** Advances a lab cloud's clock, which answers when all that is due is done. */
export const createClockCall = (advanceSeconds: number, maxMs = MAX_ANSWER_MS): WireRequest => ({
  method: "POST",
  path: "/_lab/clock",
  headers: { "content-type": "application/json" },
  body: Buffer.from(JSON.stringify({ advanceSeconds })),
  maxMs,
});

/** Sends calls for some seconds, so many at a time. @returns the number of calls that were answered, and the seconds */
export async function sendFor(
  seconds: number,
  inFlight: number,
  send: () => Promise<unknown>,
): Promise<{ readonly done: number; readonly seconds: number }> {
  const began = performance.now();
  let done = 0;
  await runAtOnce(inFlight, async () => {
    for (; performance.now() < began + seconds * 1000; done += 1) await send();
  });
  return { done, seconds: (performance.now() - began) / 1000 };
}

/** Does so many pieces of work, so many at a time. */
export async function runForEach(count: number, inFlight: number, work: (n: number) => Promise<unknown>) {
  let next = 0;
  await runAtOnce(inFlight, async () => {
    while (next < count) await work(next++);
  });
}

const runAtOnce = (count: number, work: () => Promise<void>) => Promise.all(Array.from({ length: count }, work));
