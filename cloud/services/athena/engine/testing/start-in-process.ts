import type { ChildProcess } from "node:child_process";
import { EventEmitter } from "node:events";
import type { Answer, Ask } from "../process/job";
import { QueryServer } from "../process/query-server";

/**
 * In the place of `startProcess` where mutants of the engine are judged (bench/code-mutants): the queries run in the
 * test's own process, whose mutants can be switched. `kill` stops no query that runs.
 */
export const startProcess = (): ChildProcess =>
  // The border: `QueryProcess` uses no other members of a child process.
  new InProcess() as unknown as ChildProcess;

class InProcess extends EventEmitter {
  readonly pid = undefined;
  readonly stderr = null;
  readonly channel = null;
  readonly signalCode = null;
  readonly connected = false;
  exitCode: number | null = null;
  readonly #server = new QueryServer((answer: Answer) => this.emit("message", answer));

  send(ask: Exclude<Ask, { readonly ask: "end" }>, done: (error: null) => void): void {
    // As between processes, neither side sees what the other does with a value afterwards.
    this.#server.take(structuredClone(ask));
    done(null);
  }

  kill(): void {
    this.exitCode = 0;
    setImmediate(() => this.emit("close"));
  }

  ref(): void {
    // Nothing of it keeps the process alive.
  }

  unref(): void {
    // As above.
  }
}
