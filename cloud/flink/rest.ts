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
const MOST_BYTES = 16 * 1024 ** 2;
/**
 * The longest wait for an answer. Flink answers at once: a long operation is begun by one request, and polled by
 * others.
 */
const LONGEST_MS = 60_000;
/** How much of the end of an error text is kept: a Java stack ends with the root cause. */
const MOST_TOLD = 32 * 1024;

/**
 * Calls one of Flink's REST APIs: the job manager's or the SQL Gateway's.
 *
 * @throws RestFailure with Flink's error text, Unreachable if no server answers
 */
export async function askFlink(method: string, url: string, body?: object): Promise<RestAnswer> {
  let reply: Response;
  let answer: unknown;
  try {
    reply = await fetch(url, {
      method,
      headers: { "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      // A redirect to another server is an error.
      redirect: "error",
      signal: AbortSignal.timeout(LONGEST_MS),
    });
    answer = JSON.parse(await textOf(reply));
  } catch (error) {
    throw new Unreachable(`Flink does not answer at ${url}`, { cause: error });
  }
  if (reply.ok) return part(answer);
  const { errors } = part(answer);
  const told = Array.isArray(errors) ? String(errors.at(-1)) : `Flink answers ${reply.status}.`;
  throw new RestFailure(told.slice(-MOST_TOLD));
}

/** An object in an answer; an empty one if the value is no object. A list stays a list. */
export const part = (value: unknown): RestAnswer =>
  typeof value === "object" && value !== null ? (value as RestAnswer) : {};

/** The objects of a list in an answer; empty if the value is no list. */
export const list = (value: unknown): readonly RestAnswer[] => (Array.isArray(value) ? value.map(part) : []);

/** A text in an answer, cut to a readable length; undefined if the value is no text. */
export const text = (value: unknown): string | undefined =>
  typeof value === "string" ? value.slice(-MOST_TOLD) : undefined;

async function textOf({ body }: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of body ?? []) {
    const chunk = piece as Uint8Array;
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) throw new Error(`Flink's answer has more than ${MOST_BYTES} bytes.`);
    pieces.push(chunk);
  }
  return Buffer.concat(pieces).toString("utf8");
}
