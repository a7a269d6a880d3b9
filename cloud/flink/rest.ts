/** An answer of Flink's REST APIs. The border: the shapes are those of the version that is set up. */
export type RestAnswer = Readonly<Record<string, unknown>>;

/** Flink answered with an error. */
export class RestFailure extends Error {}
/** Nobody answers: Flink has ended. */
export class Unreachable extends Error {}

/**
 * Asks one of Flink's REST APIs: the job manager's or the SQL Gateway's.
 *
 * @throws RestFailure with all that Flink told, Unreachable if nobody answers
 */
export async function askFlink(method: string, url: string, body?: object): Promise<RestAnswer> {
  let reply: Response;
  try {
    reply = await fetch(url, {
      method,
      headers: { "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (error) {
    throw new Unreachable(`Flink does not answer at ${url}`, { cause: error });
  }
  const answer = (await reply.json()) as RestAnswer;
  if (reply.ok) return answer;
  const errors = Array.isArray(answer["errors"]) ? answer["errors"].map(String) : [];
  throw new RestFailure(errors.at(-1) ?? `Flink answers ${reply.status}.`);
}
