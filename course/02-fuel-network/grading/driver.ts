import { GetObjectCommand } from "@aws-sdk/client-s3";
import {
  parseUntrustedJson,
  ignoreRefusal,
  type Advice,
  type Evidence,
  type ScriptPlan,
  type Stage,
} from "../../../grader/index";

/** The object in which a driver stores the handler's answers, in a bucket that learners do not know. */
export const ANSWERS = { Bucket: "answers-of-the-handler", Key: "answers.json" };

/** The account in which every run takes place. */
export const ACCOUNT = "000000000000";
/** A placeholder in environment variables for the cloud's endpoint, which is known only when the script runs. */
export const ENDPOINT = "{endpoint}";

/** The outcome of one invocation. */
export interface Answer {
  readonly response?: unknown;
  /** The message of the error that the handler threw. */
  readonly error?: string;
  /** The messages that the handler printed. */
  readonly lines: readonly string[];
  /** The commands whose responses had not arrived when the handler returned, such as `PutRecordCommand`. */
  readonly pending?: readonly string[];
}

interface Invocation {
  readonly event: unknown;
  /** Environment variables that are set for this invocation and the later ones. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The value of the scene's variable `plays` in this invocation. */
  readonly plays?: string;
}

/** Options of a driver. */
interface DriverOptions {
  /** A response that begins with this text ends the invocations. */
  readonly until?: string;
  /** It doesn't end them if the handler has printed a line with this text: it still has work. */
  readonly busyLine?: string;
  /** Code that runs before the script is imported, and changes the handler's surroundings; its variable `plays` holds the invocation's `plays`. */
  readonly scene?: string;
  /** If false, the cloud's clock moves by the handler's own waits alone. Default: true. */
  readonly movesClock?: boolean;
}

/** Code that lists in `pending` the commands whose responses have not arrived. All clients share the method. */
const NOTE_PENDING = `
    const pending = new Map();
    {
      const client = Object.getPrototypeOf(S3Client.prototype);
      const { send } = client;
      client.send = function (command, ...rest) {
        const response = send.call(this, command, ...rest);
        if (!(response instanceof Promise)) return response;
        const noted = response.finally(() => pending.delete(noted));
        pending.set(noted, command.constructor.name);
        return noted;
      };
    }
`;

/** The program that invokes a handler, one invocation after the other, and stores the answers in a bucket. */
export function createDriver(
  invocations: readonly Invocation[],
  { until, busyLine = "", scene = "", movesClock = true }: DriverOptions = {},
): string {
  return `
    import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
    const invocations = JSON.parse(${JSON.stringify(JSON.stringify(invocations))}.replaceAll("${ENDPOINT}", process.env.AWS_ENDPOINT_URL));
    Object.assign(process.env, invocations[0].environment);
    let plays;
    ${NOTE_PENDING}
    ${scene}
    const { handler } = await import("lab:script");
    // Where nobody waits by a timer, as in a long poll, the cloud's clock would stand still: it continues by a second, 25 times a second.
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
        answers.push({ response, lines, pending: [...pending.values()] });
        const isBusy = lines.some((line) => ${JSON.stringify(busyLine)} !== "" && line.includes(${JSON.stringify(busyLine)}));
        if (${JSON.stringify(until ?? null)} !== null && !isBusy && String(response).startsWith(${JSON.stringify(until ?? "")})) break;
      } catch (error) {
        answers.push({ error: error instanceof Error ? error.message : String(error), lines });
      }
    }
    await Promise.allSettled(pending.keys());
    await new S3Client({}).send(new PutObjectCommand({ ...${JSON.stringify(ANSWERS)}, Body: JSON.stringify(answers) }));
    isRunning = false;
    process.exit(0);
  `;
}

/** Whether the driver has stored the answers. */
export const hasAnswered: NonNullable<ScriptPlan["isDone"]> = (calls) =>
  calls.some(
    ({ operation, input }) =>
      operation === "PutObject" &&
      typeof input === "object" &&
      input !== null &&
      "Bucket" in input &&
      input.Bucket === ANSWERS.Bucket,
  );

/** Reads the answers, and returns them with the run's seed as evidence. A script may have overwritten the object: anything in it that isn't an answer is ignored. */
export async function readAnswers({ s3, seed }: Stage): Promise<{ seed: number; answers: Answer[] }> {
  const found = await ignoreRefusal(s3.send(new GetObjectCommand(ANSWERS)));
  const left = parseUntrustedJson((await found?.Body?.transformToString()) ?? "[]");
  return { seed, answers: Array.isArray(left) ? left.filter(isAnswer) : [] };
}

function isAnswer(value: unknown): value is Answer {
  return (
    typeof value === "object" &&
    value !== null &&
    "lines" in value &&
    Array.isArray(value.lines) &&
    value.lines.every((line) => typeof line === "string") &&
    (!("pending" in value) || Array.isArray(value.pending)) &&
    (!("error" in value) || typeof value.error === "string")
  );
}

/** The handler's answers, in the order of the invocations. */
export const getAnswers = ({ seen }: Evidence): readonly Answer[] => (seen["answers"] ?? []) as readonly Answer[];

/** The advice for a handler that returned before all its requests of one kind, such as `PutRecordCommand`, had been answered; undefined if none did. */
export function describePending(run: Evidence, command: string): Pick<Advice, "found" | "look"> | undefined {
  if (!getAnswers(run).some(({ pending = [] }) => pending.includes(command))) return undefined;
  return {
    found:
      "the handler returned before all its requests had been answered. Lambda freezes it then, so they can be lost",
    look: `the await before what sends the ${command}: it waits for the response`,
  };
}
