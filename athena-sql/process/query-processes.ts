import type { ChildProcess } from "node:child_process";
import { Socket } from "node:net";
import { mkdirSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { findDuckDb, provideDuckDb } from "../../foundation/columnar/find-duckdb";
import { removeUntrustedFolder } from "../../foundation/untrusted-folder";
import { measureMemory } from "../../foundation/processes/process-tree";
import { signalTree } from "../../foundation/processes/signals";
import { QueryCanceledError, QueryFault } from "../query-engine";
import type { Answer, Ask, Question } from "./job";
import { startProcess, type ProcessIsolation } from "./start-process";

/** ms of real time for which a process without work is kept. */
const IDLE_MS = 30_000;

const createEndedFault = (): QueryFault =>
  new QueryFault("GENERIC_INTERNAL_ERROR", "The query's process ended unexpectedly");

const throwUnavailable = (cause: Error): never => {
  throw Object.assign(new QueryFault("NOT_SUPPORTED", cause.message), { cause });
};

/** A process that runs queries. */
export class QueryProcess {
  /** The process's own folder, for data that does not fit into memory; removed when the process ends. */
  readonly temporary: string;
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  #waiting: { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void } | undefined;
  #errors = "";
  #hasExited = false;

  constructor(folder: string, isolation: ProcessIsolation) {
    mkdirSync(folder, { recursive: true });
    this.temporary = mkdtempSync(join(folder, "process-"));
    this.#child = startProcess(this.temporary, isolation);
    this.#child.on("message", (answer: Answer) => {
      this.#take()?.resolve(answer);
    });
    this.#child.stderr?.on("data", (data: Buffer) => {
      this.#errors = (this.#errors + data.toString()).slice(-4000);
    });
    this.#ended = new Promise((resolve) => {
      const finish = (): void => {
        this.#hasExited = true;
        removeUntrustedFolder(this.temporary);
        this.#take()?.reject(createEndedFault());
        resolve();
      };
      // A confined process is a grandchild. "close" comes when the pipes are closed, so when the grandchild has ended
      // too.
      this.#child.on("close", finish);
      this.#child.on("error", finish);
    });
  }

  /** The memory of the process and its children in bytes; 0 where the system does not tell. */
  get memory(): number {
    const { pid } = this.#child;
    return pid === undefined || this.#hasExited ? 0 : (measureMemory(pid) ?? 0);
  }

  /** Whether the process has ended. Its exit is known before its pipes are empty and "close" comes. */
  get hasExited(): boolean {
    return this.#hasExited || this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** Whether this process keeps the cloud's own process from ending. */
  set needed(needed: boolean) {
    const { channel, stderr } = this.#child;
    for (const first of [this.#child, channel, stderr instanceof Socket ? stderr : undefined]) {
      if (needed) first?.ref();
      else first?.unref();
    }
  }

  /**
   * @throws QueryFault for a query that fails; QueryCanceled if the process was killed in the meantime; Error for a
   * bug of the lab cloud's
   */
  async ask(ask: Question): Promise<Exclude<Answer, { readonly answer: "fault" | "broken" }>> {
    const answer = await new Promise<Answer>((resolve, reject) => {
      if (this.hasExited) {
        reject(createEndedFault());
        return;
      }
      this.#waiting = { resolve, reject };
      this.#child.send(ask, (error) => {
        if (error !== null) this.#take()?.reject(createEndedFault());
      });
    });
    if (answer.answer === "fault") throw new QueryFault(answer.code, answer.message);
    if (answer.answer === "broken") throw new Error(`A query's process failed: ${answer.error}${this.#errors}`);
    return answer;
  }

  /** Tells the process to close its query; it sends no answer, and can run the next query afterward. */
  close(): void {
    // A process that has ended does not take the message, which is as well.
    this.#child.send({ ask: "close" } satisfies Ask, () => undefined);
  }

  /** Kills the process at once; a question without an answer is rejected with the reason. */
  async kill(reason: Error = new QueryCanceledError("the query was canceled")): Promise<void> {
    this.#take()?.reject(reason);
    if (!this.#hasExited) {
      // `close` of the cloud waits for the end of this process, so the process must keep the cloud's own alive until
      // then.
      this.needed = true;
      this.#hasExited = true;
      // A confining program that is killed alone while it starts the query's process leaves that process behind, and "close" never
      // comes. Where no group is known, the process reads this message, and ends.
      if (this.#child.connected) this.#child.send({ ask: "end" } satisfies Ask, () => undefined);
      const { pid, exitCode, signalCode } = this.#child;
      if (pid !== undefined && exitCode === null && signalCode === null) signalTree(pid, "SIGKILL");
    }
    await this.#ended;
  }

  #take(): { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void } | undefined {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    return waiting;
  }
}

/** A pool of processes, of which each runs one query at a time. */
export class QueryProcesses {
  readonly #folder: string;
  readonly #isolation: ProcessIsolation;
  readonly #max: number;
  readonly #all = new Set<QueryProcess>();
  readonly #idle: { readonly process: QueryProcess; readonly timer: NodeJS.Timeout }[] = [];
  readonly #waiting: (() => void)[] = [];
  #busy = 0;
  #closed = false;

  /** @param folder for data that does not fit into the processes' memory; `most` is how many may run at one time */
  constructor(folder: string, { max, ...isolation }: ProcessIsolation & { readonly max: number }) {
    this.#folder = folder;
    this.#isolation = isolation;
    this.#max = max;
  }

  /**
   * Takes a process for a query; waits while as many as allowed are busy, and before the first query for DuckDB.
   *
   * @throws QueryCanceled; QueryFault NOT_SUPPORTED without DuckDB
   */
  async take(signal: AbortSignal): Promise<QueryProcess> {
    if (findDuckDb() === undefined) await provideDuckDb().catch(throwUnavailable);
    while (this.#busy >= this.#max && !this.#closed) await this.#turn(signal);
    if (signal.aborted || this.#closed) throw new QueryCanceledError("the query was canceled");
    this.#busy += 1;
    const idle = this.#idle.pop();
    if (idle !== undefined) {
      clearTimeout(idle.timer);
      idle.process.needed = true;
      if (!idle.process.hasExited) return idle.process;
    }
    return this.#startProcess();
  }

  /** Starts a process for a query that will come soon, unless an idle one is there. */
  prepare(): void {
    if (findDuckDb() === undefined) return; // the first query fetches it
    if (this.#idle.length === 0 && this.#busy < this.#max && !this.#closed) this.#restProcess(this.#startProcess());
  }

  /** Takes a process back after its query was closed, or after the process has ended. */
  release(process: QueryProcess): void {
    this.#busy -= 1;
    this.#waiting.shift()?.();
    if (process.hasExited || this.#closed) {
      this.#all.delete(process);
      return;
    }
    this.#restProcess(process);
  }

  #startProcess(): QueryProcess {
    const started = new QueryProcess(this.#folder, this.#isolation);
    this.#all.add(started);
    return started;
  }

  /** Keeps an idle process for `IDLE_MS`, for the next query. */
  #restProcess(process: QueryProcess): void {
    process.needed = false;
    const timer = setTimeout(() => void this.#end(process), IDLE_MS);
    timer.unref();
    this.#idle.push({ process, timer });
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const { timer } of this.#idle.splice(0)) clearTimeout(timer);
    await Promise.all([...this.#all].map((process) => process.kill()));
    for (const wake of this.#waiting.splice(0)) wake();
  }

  async #end(process: QueryProcess): Promise<void> {
    const at = this.#idle.findIndex((idle) => idle.process === process);
    if (at >= 0) this.#idle.splice(at, 1);
    this.#all.delete(process);
    await process.kill();
  }

  #turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const cancel = (): void => {
        const at = this.#waiting.indexOf(wake);
        if (at >= 0) this.#waiting.splice(at, 1);
        reject(new QueryCanceledError("the query was canceled"));
      };
      const wake = (): void => {
        signal.removeEventListener("abort", cancel);
        resolve();
      };
      if (signal.aborted) cancel();
      else {
        signal.addEventListener("abort", cancel, { once: true });
        this.#waiting.push(wake);
      }
    });
  }
}
