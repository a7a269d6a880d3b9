import { GetObjectCommand } from "@aws-sdk/client-s3";
import { parsedJson, unlessRefused, type Evidence, type ScriptPlan, type Stage } from "../../../grader/index";

/** Where a driver leaves what the handler has answered; no learner knows the bucket. */
export const ANSWERS = { Bucket: "answers-of-the-handler", Key: "answers.json" };

/** Every run takes place in this account. */
export const ACCOUNT = "000000000000";
/** In an environment variable, stands for where the cloud is, which nobody knows beforehand. */
export const ENDPOINT = "{endpoint}";

/** What came of one invocation. */
export interface Answer {
  readonly response?: unknown;
  /** The message of what it threw. */
  readonly error?: string;
  /** What it printed: a message each. */
  readonly lines: readonly string[];
}

export interface Invocation {
  readonly event: unknown;
  /** Environment variables from this invocation on. */
  readonly environment?: Readonly<Record<string, string>>;
  /** What the scene plays in this invocation. */
  readonly plays?: string;
}

/** How a driver works otherwise than the usual one. */
export interface Driving {
  /** Ends the invocations when a response begins so. */
  readonly until?: string;
  /** Code before the script is imported, which changes what the handler meets; `plays` holds what the invocation says. */
  readonly scene?: string;
  /** False: the cloud's clock moves by the handler's own waits alone. Default: true. */
  readonly movesClock?: boolean;
}

/**
 * The program that invokes a handler, one invocation after the other, and leaves its answers in a bucket.
 */
export function driver(
  invocations: readonly Invocation[],
  { until, scene = "", movesClock = true }: Driving = {},
): string {
  return `
    import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
    const invocations = JSON.parse(${JSON.stringify(JSON.stringify(invocations))}.replaceAll("${ENDPOINT}", process.env.AWS_ENDPOINT_URL));
    Object.assign(process.env, invocations[0].environment);
    let plays;
    ${scene}
    const { handler } = await import("lab:script");
    // Where nobody waits by a timer, as in a long poll, the cloud's clock would stand still: it goes on by a second, 25 times a second.
    let isRunning = ${movesClock};
    const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    void (async () => { while (isRunning) { await pause(40); await pause(1000); } })();
    const answers = [];
    let lines = [];
    console.log = (...parts) => { lines.push(parts.join(" ")); };
    for (const { event, environment, plays: now } of invocations) {
      Object.assign(process.env, environment);
      plays = now;
      lines = [];
      try {
        // As Lambda does: what cannot be written as JSON is an error.
        const response = JSON.parse(JSON.stringify(await handler(event, {})) ?? "null");
        answers.push({ response, lines });
        if (${JSON.stringify(until ?? null)} !== null && String(response).startsWith(${JSON.stringify(until ?? "")})) break;
      } catch (error) {
        answers.push({ error: error instanceof Error ? error.message : String(error), lines });
      }
    }
    await new S3Client({}).send(new PutObjectCommand({ ...${JSON.stringify(ANSWERS)}, Body: JSON.stringify(answers) }));
    isRunning = false;
    process.exit(0);
  `;
}

/** The driver has left the answers. */
export const hasAnswered: NonNullable<ScriptPlan["isDone"]> = (calls) =>
  calls.some(
    ({ operation, input }) =>
      operation === "PutObject" &&
      typeof input === "object" &&
      input !== null &&
      "Bucket" in input &&
      input.Bucket === ANSWERS.Bucket,
  );

/** Reads the answers, to be put aside with the seed of the run. A script may have written anything in their place: that is no answer. */
export async function readAnswers({ s3, seed }: Stage): Promise<{ seed: number; answers: Answer[] }> {
  const found = await unlessRefused(s3.send(new GetObjectCommand(ANSWERS)));
  const left = parsedJson((await found?.Body?.transformToString()) ?? "[]");
  return { seed, answers: Array.isArray(left) ? left.filter(isAnswer) : [] };
}

function isAnswer(value: unknown): value is Answer {
  return (
    typeof value === "object" &&
    value !== null &&
    "lines" in value &&
    Array.isArray(value.lines) &&
    value.lines.every((line) => typeof line === "string") &&
    (!("error" in value) || typeof value.error === "string")
  );
}

/** What a handler has answered, by invocation. */
export const answersOf = ({ seen }: Evidence): readonly Answer[] => (seen["answers"] ?? []) as readonly Answer[];
