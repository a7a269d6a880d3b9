import { fork, type ChildProcess } from "node:child_process";
import { Socket } from "node:net";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { QueryCancelled, QueryFault } from "../query-engine";
import type { Answer, Ask } from "./job";

/** ms of real time for which a process without work is kept. */
const IDLE_MS = 30_000;

const ended = (): QueryFault => new QueryFault("GENERIC_INTERNAL_ERROR", "The query's process ended unexpectedly");

/** A process that runs queries. */
export class QueryProcess {
  /** A folder of its own, for what does not fit into memory; it goes with the process. */
  readonly temporary: string;
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  #waiting: { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void } | undefined;
  #errors = "";
  #gone = false;

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.temporary = mkdtempSync(join(folder, "process-"));
    this.#child = fork(...program());
    this.#child.on("message", (answer: Answer) => { this.#take()?.resolve(answer); });
    this.#child.stderr?.on("data", (data: Buffer) => { this.#errors = (this.#errors + data.toString()).slice(-4000); });
    // The channel says whether the process is needed; that it could still complain does not keep the cloud from ending.
    if (this.#child.stderr instanceof Socket) this.#child.stderr.unref();
    this.#ended = new Promise((resolve) => {
      const over = (): void => {
        this.#gone = true;
        rmSync(this.temporary, { recursive: true, force: true });
        this.#take()?.reject(ended());
        resolve();
      };
      this.#child.on("exit", over);
      this.#child.on("error", over);
    });
  }

  get gone(): boolean {
    return this.#gone;
  }

  /** Keeps the cloud's own process from ending, or not. */
  set needed(needed: boolean) {
    if (needed) {
      this.#child.ref();
      this.#child.channel?.ref();
    } else {
      this.#child.unref();
      this.#child.channel?.unref();
    }
  }

  /** @throws QueryFault what the query failed of; QueryCancelled if the process was ended meanwhile; Error for a bug */
  async ask(ask: Exclude<Ask, { readonly ask: "close" }>): Promise<Exclude<Answer, { readonly answer: "fault" | "broken" }>> {
    const answer = await new Promise<Answer>((resolve, reject) => {
      if (this.#gone) {
        reject(ended());
        return;
      }
      this.#waiting = { resolve, reject };
      this.#child.send(ask, (error) => { if (error !== null) this.#take()?.reject(ended()); });
    });
    if (answer.answer === "fault") throw new QueryFault(answer.code, answer.message);
    if (answer.answer === "broken") throw new Error(`A query's process failed: ${answer.error}${this.#errors}`);
    return answer;
  }

  /** Lets it close its query; it answers nothing, and takes the next one after that. */
  close(): void {
    if (!this.#gone) this.#child.send({ ask: "close" } satisfies Ask, () => undefined);
  }

  /** Ends it at once, whatever it does; what is asked for is answered with the reason. */
  async kill(reason: Error = new QueryCancelled("the query was cancelled")): Promise<void> {
    this.#take()?.reject(reason);
    if (!this.#gone) {
      // Whoever stops the cloud waits for it, and nothing else may keep that process alive.
      this.needed = true;
      this.#gone = true;
      this.#child.kill("SIGKILL");
    }
    await this.#ended;
  }

  #take(): { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void } | undefined {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    return waiting;
  }
}

type Fork = [string, string[], { execArgv: string[]; serialization: "advanced"; stdio: ["ignore", "ignore", "pipe", "ipc"]; env: Record<string, string> }];

/** What to fork: the bundle beside this one's; for the sources the one that they were bundled into last, or themselves if they have changed since. */
function program(): Fork {
  const options = { serialization: "advanced" as const, stdio: ["ignore", "ignore", "pipe", "ipc"] as Fork[2]["stdio"], env: { TZ: "UTC" } };
  const bundle = [fileURLToPath(new URL("./query-process.js", import.meta.url)), bundleOfSources()].find((path) => path !== undefined && existsSync(path));
  if (bundle !== undefined) return [bundle, [], { ...options, execArgv: [] }];
  return [fileURLToPath(new URL("./query-process.ts", import.meta.url)), [], { ...options, execArgv: ["--import", import.meta.resolve("tsx")] }];
}

/** Folders whose files go into the bundle, from this one's place among the sources. */
const SOURCES = ["../", "../../../glue/", "../../../../columnar/"];

function bundleOfSources(): string | undefined {
  if (!import.meta.url.endsWith(".ts")) return undefined;
  const path = fileURLToPath(new URL("../../../../dist/query-process.js", import.meta.url));
  const made = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const files = SOURCES.flatMap((folder) => {
    const place = fileURLToPath(new URL(folder, import.meta.url));
    return readdirSync(place, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && !entry.name.endsWith(".test.ts")).map((entry) => join(entry.parentPath, entry.name));
  });
  return files.every((file) => statSync(file).mtimeMs < made) ? path : undefined;
}

/** Processes that are handed out one query at a time, and used again. */
export class QueryProcesses {
  readonly #folder: string;
  readonly #most: number;
  readonly #all = new Set<QueryProcess>();
  readonly #idle: { readonly process: QueryProcess; readonly timer: NodeJS.Timeout }[] = [];
  readonly #waiting: (() => void)[] = [];
  #busy = 0;
  #closed = false;

  /** @param folder for what the processes cannot hold in memory; `most` at one time */
  constructor(folder: string, most: number) {
    this.#folder = folder;
    this.#most = most;
  }

  /** Waits for its turn. @throws QueryCancelled */
  async take(signal: AbortSignal): Promise<QueryProcess> {
    while (this.#busy >= this.#most) await this.#turn(signal);
    if (signal.aborted || this.#closed) throw new QueryCancelled("the query was cancelled");
    this.#busy += 1;
    const idle = this.#idle.pop();
    if (idle !== undefined) {
      clearTimeout(idle.timer);
      idle.process.needed = true;
      if (!idle.process.gone) return idle.process;
    }
    return this.#started();
  }

  /** Starts a process for a query that will come soon, unless one waits for work. */
  prepare(): void {
    if (this.#idle.length === 0 && this.#busy < this.#most && !this.#closed) this.#rest(this.#started());
  }

  /** Gives a process back that has closed its query, or that is gone. */
  release(process: QueryProcess): void {
    this.#busy -= 1;
    this.#waiting.shift()?.();
    if (process.gone || this.#closed) {
      this.#all.delete(process);
      return;
    }
    this.#rest(process);
  }

  #started(): QueryProcess {
    const started = new QueryProcess(this.#folder);
    this.#all.add(started);
    return started;
  }

  /** Keeps a process for a while, in case that a query comes. */
  #rest(process: QueryProcess): void {
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
        reject(new QueryCancelled("the query was cancelled"));
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
