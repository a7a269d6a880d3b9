import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { Duplex, Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { measureMemory } from "../../foundation/processes/process-tree";
import { signalGroup, signalTree } from "../../foundation/processes/signals";

export interface ProcessEnd {
  /** The exit status; null if a signal ended the process, or it never started. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Why the process could not be started. */
  readonly error?: string;
}

/** A process with other people's code, and its descendants. */
export class SupervisedProcess {
  /** Undefined if the process could not be started: `ended` tells why. */
  readonly pid: number | undefined;
  /** The process's output. It must be read, or the process blocks. */
  readonly output: Readable;
  readonly errors: Readable;
  /** The process's file descriptor 3: the channel for messages between the process and the cloud. */
  readonly channel: Duplex;
  /** Resolves when the first process has ended; its remaining descendants are then killed. */
  readonly ended: Promise<ProcessEnd>;
  readonly #isWrapped: boolean;
  #isFrozen = false;

  /** @param isWrapped whether the process is in a sandbox, so that its processes are not in one group */
  constructor(child: ChildProcess, isWrapped: boolean) {
    const [, output, errors, channel] = child.stdio;
    if (!(output instanceof Readable) || !(errors instanceof Readable) || !(channel instanceof Duplex))
      throw new Error("a process was started without its pipes");
    this.pid = child.pid;
    this.output = output;
    this.errors = errors;
    this.channel = channel;
    this.#isWrapped = isWrapped;
    // Ignored: `ended` tells writers that the process has ended.
    channel.on("error", () => undefined);
    this.ended = new Promise((resolve) => {
      child.once("error", (error) => resolve({ code: null, signal: null, error: error.message }));
      child.once("exit", (code, signal) => resolve({ code, signal }));
    });
    void this.ended.then(() => this.#signal("SIGKILL"));
  }

  /** Pauses all processes (SIGSTOP) until `thaw`. */
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

  /** Asks the process to end, and kills it if it has not ended after `graceMs` of real time. */
  async terminate(graceMs: number): Promise<ProcessEnd> {
    this.thaw();
    this.#signal("SIGTERM");
    const timer = setTimeout(() => this.#signal("SIGKILL"), graceMs);
    try {
      return await this.ended;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Kills all processes at once. */
  kill(): Promise<ProcessEnd> {
    if (this.pid !== undefined) signalTree(this.pid, "SIGKILL");
    return this.ended;
  }

  /** How many bytes of memory all processes hold; undefined on systems where this is not known. */
  getMemoryBytes(): number | undefined {
    return this.pid === undefined ? undefined : measureMemory(this.pid);
  }

  /** Resolves when all messages on the channel have been read: the system may report the process's end before that. */
  async waitUntilHeard(): Promise<void> {
    await finished(this.channel, { writable: false }).catch(() => undefined);
  }

  /** Resolves when all output of the process has been read. */
  async waitUntilDrained(): Promise<void> {
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
