import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { Duplex, Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { memoryOf } from "./process-tree";
import { signalGroup, signalTree } from "./signals";

/** How a process ended. */
export interface Ended {
  /** Its exit status; null if a signal ended it, or it never started. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Why it could not be started. */
  readonly error?: string;
}

/** A process of somebody else's code, with all that it starts. */
export class SupervisedProcess {
  /** Undefined if it could not be started: `ended` tells why. */
  readonly pid: number | undefined;
  /** What it writes, as it comes. It must be read, or the process waits. */
  readonly output: Readable;
  readonly errors: Readable;
  /** Its file descriptor 3: what it and the cloud say to each other. */
  readonly channel: Duplex;
  /** Resolves when its first process has ended; what it left behind is ended then, too. */
  readonly ended: Promise<Ended>;
  readonly #isWrapped: boolean;
  #isFrozen = false;

  /** @param isWrapped whether a sandbox stands around it, so that its processes are not in one group */
  constructor(child: ChildProcess, isWrapped: boolean) {
    const [, output, errors, channel] = child.stdio;
    if (!(output instanceof Readable) || !(errors instanceof Readable) || !(channel instanceof Duplex))
      throw new Error("a process was started without its pipes");
    this.pid = child.pid;
    this.output = output;
    this.errors = errors;
    this.channel = channel;
    this.#isWrapped = isWrapped;
    // Whoever writes to a process that has ended is told by `ended`.
    channel.on("error", () => undefined);
    this.ended = new Promise((resolve) => {
      child.once("error", (error) => resolve({ code: null, signal: null, error: error.message }));
      child.once("exit", (code, signal) => resolve({ code, signal }));
    });
    void this.ended.then(() => this.#signal("SIGKILL"));
  }

  /** Stops all of it where it stands, until `thaw`. */
  freeze(): void {
    if (this.#isFrozen || process.platform === "win32") return;
    this.#isFrozen = true;
    this.#signal("SIGSTOP");
  }

  thaw(): void {
    if (!this.#isFrozen) return;
    this.#isFrozen = false;
    this.#signal("SIGCONT");
  }

  /** Asks it to end, and ends it if it has not after `graceMs` of real time. */
  async terminate(graceMs: number): Promise<Ended> {
    this.thaw();
    this.#signal("SIGTERM");
    const timer = setTimeout(() => this.#signal("SIGKILL"), graceMs);
    try {
      return await this.ended;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends all of it at once. */
  kill(): Promise<Ended> {
    if (this.pid !== undefined) signalTree(this.pid, "SIGKILL");
    return this.ended;
  }

  /** How many bytes of memory all of it holds; undefined where that cannot be known. */
  memory(): number | undefined {
    return this.pid === undefined ? undefined : memoryOf(this.pid);
  }

  /** Resolves when everything it said on its channel has been heard: the system may tell of its end before that. */
  async heard(): Promise<void> {
    await finished(this.channel, { writable: false }).catch(() => undefined);
  }

  /** Resolves when everything it wrote has been read. */
  async drained(): Promise<void> {
    await Promise.all(
      [this.output, this.errors].map((stream) =>
        stream.readableEnded || stream.destroyed ? undefined : once(stream, "close"),
      ),
    );
  }

  #signal(name: NodeJS.Signals): void {
    if (this.pid === undefined) return;
    if (this.#isWrapped) signalTree(this.pid, name);
    else signalGroup(this.pid, name);
  }
}
