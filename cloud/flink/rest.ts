import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest, type Agent } from "node:https";

/** One of Flink's REST APIs: the job manager's or the SQL Gateway's. */
export interface RestApi {
  /** Its address, such as `https://127.0.0.1:40123`. */
  readonly url: string;
  /** Shows the lab cloud's certificate, and accepts no other; undefined for `http:`. */
  readonly agent?: Agent | undefined;
  /** Ends all waits for answers: the lab cloud is being stopped. */
  readonly closing?: AbortSignal | undefined;
}

/** A request to a REST API of Flink. */
export interface RestRequest {
  readonly method: string;
  /** The path with its query; it begins with a slash. */
  readonly path: string;
  /** A body, which is JSON. */
  readonly body?: string | Uint8Array;
}

/**
 * An answer of Flink's REST APIs. Its members are read by `part` and `list`, which check them: a job runs in the same
 * processes as Flink, and could answer instead.
 */
export type RestAnswer = Readonly<Record<string, unknown>>;

/** The error if Flink answered with an error. */
export class RestFailure extends Error {}
/** The error if no server answers: Flink has ended. */
export class Unreachable extends Error {}

/** The largest answer that is read: more than Flink needs for many jobs. */
const MAX_ANSWER_BYTES = 16 * 1024 ** 2;
/**
 * The longest wait for an answer. Flink answers at once: a long operation is begun by one request, and polled by
 * others.
 */
const MAX_WAIT_MS = 60_000;
/** How much of the end of an error text is kept: a Java stack ends with the root cause. */
const MAX_ERROR_LENGTH = 32 * 1024;

/**
 * Calls one of Flink's REST APIs.
 *
 * @throws RestFailure with Flink's error text, Unreachable if no server answers
 */
export async function askFlink(
  api: RestApi,
  { method, path, body }: Omit<RestRequest, "body"> & { readonly body?: object | undefined },
): Promise<RestAnswer> {
  const json = body === undefined ? {} : { body: JSON.stringify(body) };
  const { status, bytes } = await callFlink(api, { method, path, ...json });
  let answer: unknown;
  try {
    answer = JSON.parse(bytes.toString("utf8"));
  } catch (error) {
    throw new Unreachable(`Flink does not answer at ${api.url}`, { cause: error });
  }
  if (status < 300) return toPart(answer);
  const { errors } = toPart(answer);
  const message = Array.isArray(errors) ? String(errors.at(-1)) : `Flink answers ${status}.`;
  throw new RestFailure(message.slice(-MAX_ERROR_LENGTH));
}

/**
 * Sends a request to one of Flink's REST APIs. A redirect is not followed: it is an error.
 *
 * @throws Unreachable if no server answers, or with more bytes than Flink would, or if the cloud is stopped meanwhile
 */
export async function callFlink(
  { url, agent, closing }: RestApi,
  { method, path, body }: RestRequest,
): Promise<{ readonly status: number; readonly bytes: Buffer }> {
  // Not AbortSignal.any: of a signal of a timeout it can lose the abort (github.com/nodejs/node/issues/57736).
  const waiting = new AbortController();
  const giveUp = (): void => waiting.abort();
  const timer = setTimeout(giveUp, MAX_WAIT_MS);
  closing?.addEventListener("abort", giveUp);
  if (closing?.aborted === true) giveUp();
  try {
    const { protocol, hostname, port, pathname } = new URL(url);
    const common = {
      ...{ host: hostname, port, path: `${pathname.replace(/\/$/, "")}${path}`, method },
      headers: { "content-type": "application/json" },
      signal: waiting.signal,
    };
    const request = protocol === "https:" ? httpsRequest({ ...common, agent }) : httpRequest(common);
    request.end(body);
    // The border: Node's types do not say what an event carries.
    const [reply] = (await once(request, "response")) as [IncomingMessage];
    const { statusCode: status = 0 } = reply;
    const bytes = await readAnswer(reply);
    if (status >= 300 && status < 400) throw new Error(`Flink redirects to ${reply.headers.location}.`);
    return { status, bytes };
  } catch (error) {
    throw new Unreachable(`Flink does not answer at ${url}`, { cause: error });
  } finally {
    clearTimeout(timer);
    closing?.removeEventListener("abort", giveUp);
  }
}

/** An object in an answer; an empty one if the value isn't an object. A list stays a list. */
export const toPart = (value: unknown): RestAnswer =>
  typeof value === "object" && value !== null ? (value as RestAnswer) : {};

/** The objects of a list in an answer; empty if the value isn't a list. */
export const list = (value: unknown): readonly RestAnswer[] => (Array.isArray(value) ? value.map(toPart) : []);

/** A string in an answer, cut to a readable length; undefined if the value isn't a string. */
export const toText = (value: unknown): string | undefined =>
  typeof value === "string" ? value.slice(-MAX_ERROR_LENGTH) : undefined;

async function readAnswer(reply: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of reply) {
    const chunk = piece as Buffer;
    length += chunk.byteLength;
    // Leaving the loop destroys the connection.
    if (length > MAX_ANSWER_BYTES) throw new Error(`Flink's answer has more than ${MAX_ANSWER_BYTES} bytes.`);
    pieces.push(chunk);
  }
  return Buffer.concat(pieces, length);
}
