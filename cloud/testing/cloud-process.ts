import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { Socket } from "node:net";
import { createInterface } from "node:readline";
import { buildCloud } from "../build.mjs";

/** A cloud in its own process, as users run it. */
export interface CloudProcess {
  readonly child: ChildProcess;
  /** `http://127.0.0.1:<port>`, from the line that the command writes when it is ready. */
  readonly endpoint: string;
  /** The configuration of a client that calls the cloud once, without another try. */
  readonly clientConfig: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    readonly maxAttempts: number;
  };
  /** Moves the cloud's clock on. */
  advance(seconds: number): Promise<Response>;
  /** The process's standard output so far. */
  readonly getOutput: () => string;
  /** The process's standard error so far. */
  readonly getErrors: () => string;
  /** Resolves when the process has ended: with its exit status, or null if a signal ended it. */
  readonly ended: Promise<number | null>;
  /** Sends a signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** The environment and the command of a cloud's process. */
interface ProcessOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** A program and its arguments that run the process, such as a sandbox. */
  readonly within?: readonly string[];
  /** The command, if it is not this project's own bundle, and its working folder. */
  readonly installed?: { readonly command: readonly string[]; readonly folder: string };
}

/** A run of the command that ended. */
interface FinishedRun {
  readonly status: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Starts the bundle, as users do; builds it again if a source is newer. */
async function start(
  args: readonly string[],
  { env = {}, within = [], installed }: ProcessOptions,
): Promise<ChildProcess> {
  const command = installed?.command ?? [process.execPath, (await buildCloud()).cli];
  const [program = process.execPath, ...rest] = [...within, ...command, ...args];
  const child = spawn(program, rest, {
    cwd: installed?.folder,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NODE_NO_WARNINGS: "1", ...env },
  });
  // The cloud of a failed test keeps running: it must neither keep the test run open nor outlive it.
  child.unref();
  for (const stream of [child.stdout, child.stderr]) if (stream instanceof Socket) stream.unref();
  const kill = (): void => void child.kill("SIGKILL");
  process.on("exit", kill);
  child.on("close", () => process.off("exit", kill));
  return child;
}

/** Runs the command until it ends by itself. */
export async function runCloud(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<FinishedRun> {
  const child = await start(args, { env });
  const [output, errors] = [gatherOutput(child.stdout), gatherOutput(child.stderr)];
  const [status] = await once(child, "close");
  return { status, output: output(), errors: errors() };
}

/** Starts a cloud and waits for its line that it is ready. @throws Error with the cloud's output if it ends before */
export async function startCloudProcess(args: readonly string[], options: ProcessOptions = {}): Promise<CloudProcess> {
  const child = await start(args, options);
  const [output, errors] = [gatherOutput(child.stdout), gatherOutput(child.stderr)];
  const ended = once(child, "close").then(([status]: (number | null)[]) => status ?? null);
  if (child.stdout === null) throw new Error("the child has no output");
  const lines = createInterface({ input: child.stdout });
  const [line] = (await Promise.race([once(lines, "line"), ended.then(() => [""])])) as [string];
  const endpoint = /^lab cloud ready on (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1];
  if (endpoint === undefined) throw new Error(`the cloud did not start: ${line} ${errors()}`);
  return {
    child,
    endpoint,
    clientConfig: {
      ...{ endpoint, region: "us-east-1", maxAttempts: 1 },
      credentials: { accessKeyId: "a", secretAccessKey: "b" },
    },
    advance: (advanceSeconds) =>
      fetch(`${endpoint}/_lab/clock`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ advanceSeconds }),
      }),
    getOutput: output,
    getErrors: errors,
    ended,
    end(signal) {
      child.kill(signal);
      return ended;
    },
  };
}

function gatherOutput(stream: NodeJS.ReadableStream | null): () => string {
  let text = "";
  stream?.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  return () => text;
}
