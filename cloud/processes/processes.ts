import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import type { Command, Confine } from "./command";
import { processesMarked } from "./process-tree";
import { signal } from "./signals";
import { SupervisedProcess } from "./supervised-process";
import { Warden } from "./warden";

/** What code that runs in the cloud finds it by. */
export interface Surroundings {
  readonly endpoint: () => string;
  readonly region: string;
  readonly confine: Confine | undefined;
  /** Nothing is started without. */
  readonly allowCode: boolean;
}

/** In the environment of every process that the cloud starts. */
const MARK = "LAB_CLOUD_PROCESS";
/** Beyond the memory that a command should have: what a runtime reserves and never touches. It stops what grows at once. */
const RESERVED_MIB = 1_024;
const PRLIMIT = "/usr/bin/prlimit";

/** Said wherever other people's code is refused. Under `--keys any` whoever can reach the port could run programs as the cloud's user. */
export const CODE_NOT_ALLOWED =
  "The lab cloud runs functions and instances only for callers whose signatures it verifies. Start it with --keys own; " +
  "or with --allow-code (startCloud: allowCode), which lets every program and every user of this machine run code as you.";

/**
 * The one place from which the cloud starts other people's code: each command in a process group of its own, confined if the
 * cloud is told how, ended with the cloud, however the cloud ends.
 */
export class Processes {
  readonly #surroundings: Surroundings;
  readonly #mark = randomUUID();
  readonly #running = new Set<SupervisedProcess>();
  #isClosed = false;
  #warden: Warden | undefined;
  #count = 0;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** Where this cloud answers: `http://127.0.0.1:4566`. */
  get endpoint(): string {
    return this.#surroundings.endpoint();
  }

  /** The variables by which AWS's SDKs find this cloud instead of AWS. Keys are another matter: whose they are, the role of a function or an instance says. */
  environment(): Readonly<Record<string, string>> {
    const { endpoint, region } = this.#surroundings;
    return { AWS_ENDPOINT_URL: endpoint(), AWS_REGION: region, AWS_DEFAULT_REGION: region };
  }

  /**
   * Starts a command. One whose program cannot be run has ended, and says why.
   *
   * @throws Error if the system has no room for another process, nothing is started any more, or nothing yet
   */
  start(command: Command): SupervisedProcess {
    if (this.#isClosed) throw new Error("The lab cloud is being stopped.");
    const { confine, endpoint, allowCode } = this.#surroundings;
    if (!allowCode) throw new Error(CODE_NOT_ALLOWED);
    // Without an endpoint its SDKs would speak to AWS.
    if (endpoint() === "") throw new Error("The lab cloud is not ready yet.");
    const mark = `${this.#mark}/${(this.#count += 1)}/`;
    const marked = { ...command, env: { ...command.env, [MARK]: mark } };
    const { argv, cwd, env } = confine === undefined ? { ...marked, argv: limited(command) } : confine(marked);
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

  /** How programs of the cloud's own are started that work on what others have put into it; whoever starts one ends it. */
  get confine(): Confine | undefined {
    return this.#surroundings.confine;
  }

  /** Whether nothing is started any more: the cloud stops, or forgets everything. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Ends everything that was started here, and starts nothing until `open`. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#warden === undefined) return;
    await Promise.all([...this.#running].map((one) => one.kill()));
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
    this.#warden.started(pid);
    void started.ended.then(() => {
      this.#running.delete(started);
      this.#warden?.ended(pid);
      if (!this.#isClosed) this.#endStrays(mark);
    });
  }

  /** A command's own children may have left its group; the mark that they inherited gives them away. */
  #endStrays(mark: string): void {
    for (const pid of processesMarked(`${MARK}=${mark}`)) signal(pid, "SIGKILL");
  }
}

/** Where the system can hold a process to a limit of memory, it does, beside whoever watches what the process uses. */
function limited({ argv, memoryMiB }: Command): readonly string[] {
  if (memoryMiB === undefined || process.platform !== "linux" || !existsSync(PRLIMIT)) return argv;
  return [PRLIMIT, `--data=${(memoryMiB + RESERVED_MIB) * 1024 * 1024}`, "--core=0", ...argv];
}
