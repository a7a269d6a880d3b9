import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import type { Command, Confine } from "../../foundation/processes/command";
import { findProcessesMarked } from "../../foundation/processes/process-tree";
import { signal } from "../../foundation/processes/signals";
import { SupervisedProcess } from "./supervised-process";
import { Warden } from "./warden";
import type { Readable } from "node:stream";

/** The source of the environment variables for code that runs in the cloud. */
interface ProcessSettings {
  readonly getEndpoint: () => string;
  readonly region: string;
  readonly confine: Confine | undefined;
  /** Whether commands may be started at all. */
  readonly allowCode: boolean;
}

/** The variable that every process of the cloud has in its environment. */
const MARK = "LAB_CLOUD_PROCESS";
/**
 * How far the system's limit is above a command's own memory limit: runtimes reserve address space that they never use.
 * The system's limit stops a process that grows very fast.
 */
const RESERVED_MIB = 1_024;
/** ms of real time: far longer than a process takes to replace its program. */
const LOOK_AGAIN_MS = 200;
const PRLIMIT = "/usr/bin/prlimit";

/**
 * The message of all refusals of other people's code. With `--keys any`, everyone who can reach the port could run
 * programs as the cloud's user.
 */
export const CODE_NOT_ALLOWED =
  "The lab cloud runs functions and instances only for callers whose signatures it verifies. Start it with --keys own; " +
  "or with --allow-code (startCloud: allowCode), which lets every program and every user of this machine run code as you.";

/**
 * The only place where the cloud starts other people's code: each command runs in its own process group, confined
 * if the cloud has a sandbox, and is ended with the cloud, however the cloud ends.
 */
export class Processes {
  readonly #settings: ProcessSettings;
  readonly #mark = randomUUID();
  readonly #running = new Set<SupervisedProcess>();
  #isClosed = false;
  #warden: Warden | undefined;
  #count = 0;

  constructor(settings: ProcessSettings) {
    this.#settings = settings;
  }

  /** This cloud's address: `http://127.0.0.1:4566`. */
  get endpoint(): string {
    return this.#settings.getEndpoint();
  }

  /**
   * The variables that point AWS's SDKs at this cloud instead of AWS. Without keys, which depend on the role of the
   * function or instance.
   */
  createEnvironment(): Readonly<Record<string, string>> {
    const { getEndpoint, region } = this.#settings;
    return { AWS_ENDPOINT_URL: getEndpoint(), AWS_REGION: region, AWS_DEFAULT_REGION: region };
  }

  /**
   * Starts a command. If its program cannot be run, the returned process has ended, and `ended` says why.
   *
   * @throws Error if the system has no room for another process, or if the cloud is closed or not ready yet
   */
  start(command: Command): SupervisedProcess {
    if (this.#isClosed) throw new Error("The lab cloud is being stopped.");
    const { confine, getEndpoint, allowCode } = this.#settings;
    if (!allowCode) throw new Error(CODE_NOT_ALLOWED);
    // Without an endpoint the command's SDKs would call AWS.
    if (getEndpoint() === "") throw new Error("The lab cloud is not ready yet.");
    const mark = `${this.#mark}/${(this.#count += 1)}/`;
    const marked = { ...command, env: { ...command.env, [MARK]: mark } };
    const { argv, cwd, env } =
      confine === undefined ? { ...marked, argv: createLimitPrefix(command) } : confine(marked);
    const [program = "", ...args] = argv;
    const child = spawn(program, args, {
      cwd,
      env,
      stdio: ["ignore", "pipe", "pipe", "pipe"],
      detached: process.platform !== "win32",
      windowsHide: true,
    });
    const started = new SupervisedProcess(child, confine !== undefined);
    this.#watch(started, mark);
    return started;
  }

  /** The sandbox, for the cloud's own programs that work on users' data; their callers end them. */
  get confine(): Confine | undefined {
    return this.#settings.confine;
  }

  /** Whether no command is started any more, since the cloud stops or is reset. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Ends all commands that were started here, and starts none until `open`. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#warden === undefined) return;
    await Promise.all([...this.#running].map((process) => process.kill()));
    this.#endStrays(this.#mark);
    this.#warden.dismiss();
    this.#warden = undefined;
  }

  /** Starts commands again, after a reset. */
  open(): void {
    this.#isClosed = false;
  }

  #watch(started: SupervisedProcess, mark: string): void {
    const { pid } = started;
    if (pid === undefined) return;
    this.#running.add(started);
    this.#warden ??= new Warden(`${MARK}=${this.#mark}`);
    this.#warden.noteStarted(pid);
    void started.ended.then(() => {
      this.#running.delete(started);
      this.#warden?.noteEnded(pid);
      if (!this.#isClosed) this.#endStrays(mark);
    });
  }

  /**
   * Ends a command's descendants that have left its group: they inherited the variable that identifies them. A process that is
   * replacing its program has no variables for a moment, so all are searched a second time.
   */
  #endStrays(mark: string): void {
    const end = (): void => {
      for (const pid of findProcessesMarked(`${MARK}=${mark}`)) signal(pid, "SIGKILL");
    };
    end();
    setTimeout(end, LOOK_AGAIN_MS).unref();
  }
}

/**
 * A prefix of the command line that sets the system's memory limit, where the system has one; the cloud also watches
 * the process's memory itself.
 */
function createLimitPrefix({ argv, memoryMiB }: Command): readonly string[] {
  if (memoryMiB === undefined || process.platform !== "linux" || !existsSync(PRLIMIT)) return argv;
  return [PRLIMIT, `--data=${(memoryMiB + RESERVED_MIB) * 1024 * 1024}`, "--core=0", ...argv];
}

const LOOK_MS = 1_000;

/**
 * Calls `then` when the parent process has ended, which shows in a new parent's id. npm and npx pass on no signal when
 * they are killed.
 *
 * @returns a function that ends the watch
 */
export function onParentEnd(then: () => void): () => void {
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(look);
    then();
  }, LOOK_MS);
  look.unref();
  return () => clearInterval(look);
}

/** The longest event of CloudWatch Logs: AWS cuts longer ones. */
const MAX_LINE_LENGTH = 262_118;

/**
 * Calls `hear` with each line of an output. A carriage return inside a line stands for a line end within one message.
 *
 * @returns a function that passes on the last line so far, if it has no line end yet
 */
export function hearLines(output: Readable, hear: (line: string) => void): () => void {
  let rest = "";
  const handleLine = (line: string): void => hear(line.replaceAll("\r", "\n").replace(/\n$/, ""));
  output.setEncoding("utf8").on("data", (chunk: string) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) handleLine(line);
    while (rest.length > MAX_LINE_LENGTH) {
      handleLine(rest.slice(0, MAX_LINE_LENGTH));
      rest = rest.slice(MAX_LINE_LENGTH);
    }
  });
  output.on("error", () => undefined);
  return () => {
    if (rest !== "") handleLine(rest);
    rest = "";
  };
}
