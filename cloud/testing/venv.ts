import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { Socket } from "node:net";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { text } from "node:stream/consumers";
import { skipIf } from "./skip";
import type { Cloud } from "../index";

/** The project's folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const bin = join(root, ".venv", process.platform === "win32" ? "Scripts" : "bin");

/** Why tests with boto3 and the AWS CLI cannot run; undefined if they can. */
export const withoutVenv: string | undefined = existsSync(join(bin, "aws"))
  ? undefined
  : "the project's .venv is not made yet (npm start or npm test makes it)";

/** Skips a suite where boto3 and the AWS CLI cannot run. */
export function needVenv(): void {
  before(function () {
    skipIf(this, withoutVenv);
  });
}

/** A program's output. */
interface ProgramOutput {
  readonly status: number | null;
  readonly output: string;
  readonly errors: string;
}

/** The environment variables that learners have, without others of this machine. */
export const createEnvironment = (cloud: Cloud): NodeJS.ProcessEnv => ({
  PATH: process.env["PATH"],
  AWS_ENDPOINT_URL: cloud.endpoint,
  AWS_REGION: cloud.region,
  AWS_DEFAULT_REGION: cloud.region,
  AWS_ACCESS_KEY_ID: cloud.credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: cloud.credentials.secretAccessKey,
  AWS_MAX_ATTEMPTS: "1",
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_CONFIG_FILE: join(root, "no-such-file"),
  AWS_PAGER: "",
});

/** Starts a program of the project's .venv, with pipes for its standard input and output. */
export const startInVenv = (
  program: "python" | "aws",
  args: readonly string[],
  cloud: Cloud,
): ChildProcessWithoutNullStreams => spawn(join(bin, program), args, { env: createEnvironment(cloud) });

/** Runs a program of the project's .venv (`python`, `aws`) to its end. */
export async function runInVenv(
  program: "python" | "aws",
  args: readonly string[],
  cloud: Cloud,
): Promise<ProgramOutput> {
  if (program === "aws" && process.platform === "linux") return runLoadedCli(args, cloud);
  const child = spawn(join(bin, program), args, { env: createEnvironment(cloud), stdio: ["ignore", "pipe", "pipe"] });
  const [output, errors, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { status, output, errors };
}

type Cli = (args: readonly string[], cloud: Cloud) => Promise<ProgramOutput>;
let loadedCli: Cli | undefined;
let lastCommand: Promise<unknown> = Promise.resolve();

/**
 * Runs the AWS CLI in a process that is forked from one in which it is loaded: loading it takes half a second of processor time for each
 * command. Commands run one after the other.
 */
function runLoadedCli(args: readonly string[], cloud: Cloud): Promise<ProgramOutput> {
  const run = (loadedCli ??= startCli());
  const written = lastCommand.then(() => run(args, cloud));
  lastCommand = written.catch(() => undefined);
  return written;
}

/** Starts the program that has the AWS CLI loaded. It ends with this process, and does not keep it from ending. */
function startCli(): Cli {
  const child = spawn(join(bin, "python"), [join(root, "cloud", "testing", "aws_cli.py")], {
    env: { PATH: process.env["PATH"] },
    stdio: ["pipe", "pipe", "inherit"],
  });
  for (const stream of [child.stdin, child.stdout]) if (stream instanceof Socket) stream.unref();
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return async (args, cloud) => {
    child.ref();
    child.stdin.write(`${JSON.stringify({ args, env: createEnvironment(cloud) })}\n`);
    const { value, done } = await lines.next();
    child.unref();
    if (done === true) throw new Error("the AWS CLI's process has ended");
    return JSON.parse(value) as ProgramOutput;
  };
}
