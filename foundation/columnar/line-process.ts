import { spawn, type ChildProcess, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { measureMemory } from "../processes/process-tree";

interface PendingAnswer {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

interface Answer {
  readonly id: number;
  readonly done?: unknown;
  readonly failed?: string;
}

/** How the program is started: by default in this process's folder and environment. */
export interface CommandLine {
  readonly argv: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * A Python program that reads requests, one JSON text on each line, and answers each with a line. While idle, it does
 * not keep this process running.
 */
export class LineProcess {
  readonly #child: ChildProcess;
  readonly #pending = new Map<number, PendingAnswer>();
  #ids = 0;

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#markIdle();
  }

  /**
   * Starts the program and waits for its first line.
   *
   * @param onEnd called when the program ends, for any reason
   * @throws Error with the program's last output, if it ends instead
   */
  static async start({ argv: [file = "", ...args], cwd, env }: CommandLine, onEnd: () => void): Promise<LineProcess> {
    // A fourth descriptor, which a sandbox passes on to the program.
    const child = spawn(file, args, {
      cwd,
      env: env && { ...env },
      stdio: ["pipe", "pipe", "pipe", "ignore"],
      windowsHide: true,
    }) as ChildProcessWithoutNullStreams;
    let words = "";
    child.stderr.on("data", (data: Buffer) => {
      words = (words + data.toString()).slice(-2_000);
    });
    // An error of a write to a process that has just ended is ignored: `close` reports the end.
    child.stdin.on("error", () => undefined);
    const lines = createInterface({ input: child.stdout });
    const ended = new Promise<never>((_, reject) => {
      child.once("error", reject);
      child.once("close", (code, signal) =>
        reject(new Error(words.trim().split("\n").at(-1) || `it ended with ${code ?? signal}`)),
      );
    });
    await Promise.race([once(lines, "line"), ended]);
    const process = new LineProcess(child);
    lines.on("line", (line) => process.#settle(line));
    ended.catch((error: Error) => {
      onEnd();
      for (const { reject } of process.#pending.values()) reject(error);
    });
    return process;
  }

  /** @throws Error with the program's message, or saying how it ended */
  ask(request: object): Promise<unknown> {
    const id = (this.#ids += 1);
    const { stdin } = this.#child;
    return new Promise((resolve, reject) => {
      if (this.#child.exitCode !== null || stdin === null) throw new Error("The process has ended.");
      this.#pending.set(id, { resolve, reject });
      this.#markBusy();
      stdin.write(`${JSON.stringify({ id, ...request })}\n`);
    });
  }

  /** The memory of the program and its children in bytes; 0 where the system does not tell. */
  get memory(): number {
    const { pid } = this.#child;
    return pid === undefined ? 0 : (measureMemory(pid) ?? 0);
  }

  /** Ends the process and waits until it is gone. */
  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const removed = once(this.#child, "close");
    this.#markBusy();
    this.#child.kill("SIGKILL");
    await removed;
  }

  #settle(line: string): void {
    // The border: the program is the lab cloud's own, and writes only answers.
    const { id, done, failed } = JSON.parse(line) as Answer;
    const answer = this.#pending.get(id);
    this.#pending.delete(id);
    if (this.#pending.size === 0) this.#markIdle();
    if (failed === undefined) answer?.resolve(done);
    else answer?.reject(new Error(failed));
  }

  #markBusy(): void {
    this.#child.ref();
  }

  #markIdle(): void {
    this.#child.unref();
    for (const pipe of this.#child.stdio)
      if (pipe !== null && pipe !== undefined && "unref" in pipe && typeof pipe.unref === "function") pipe.unref();
  }
}
