/** An answer of Flink's REST APIs. What is in it is asked for by `part` and `list`: a job can run as Flink does, and answer in its place. */
export type RestAnswer = Readonly<Record<string, unknown>>;

/** Flink answered with an error. */
export class RestFailure extends Error {}
/** Nobody answers: Flink has ended. */
export class Unreachable extends Error {}

/** More than Flink has to tell of many jobs. */
const MOST_BYTES = 16 * 1024 ** 2;
/** Flink answers at once: what takes long is begun, and asked for again. */
const LONGEST_MS = 60_000;
/** The last of its causes are at the end of a stack. */
const MOST_TOLD = 32 * 1024;

/**
 * Asks one of Flink's REST APIs: the job manager's or the SQL Gateway's.
 *
 * @throws RestFailure with what Flink told, Unreachable if nobody answers
 */
export async function askFlink(method: string, url: string, body?: object): Promise<RestAnswer> {
  let reply: Response;
  let answer: unknown;
  try {
    reply = await fetch(url, {
      method,
      headers: { "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      // Nobody is led from there to another server.
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

/** An object in an answer; an empty one where something else stands there. A list stays one. */
export const part = (value: unknown): RestAnswer =>
  typeof value === "object" && value !== null ? (value as RestAnswer) : {};

/** The objects of a list in an answer; none where something else stands there. */
export const list = (value: unknown): readonly RestAnswer[] => (Array.isArray(value) ? value.map(part) : []);

/** A text in an answer, as long as anybody wants to read it. */
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
