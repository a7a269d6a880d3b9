import type { Core } from "../../../../core/core";
import type { LogGroups } from "../../../logs/model/log-groups";

/** The log group and stream for an environment's output. */
export interface LogDestination {
  readonly group: string;
  readonly stream: string;
}

/** How much of a call's log a caller gets on request (LogType Tail). */
const TAIL_BYTES = 4_096;
/** An endlessly printing call must not fill the disk: output beyond this is dropped, and the log says so. */
const MAX_BYTES = 10 * 1024 * 1024;
/**
 * Lines are gathered and written together, at the latest after this much real time, so that a long call's log can be
 * followed.
 */
const GATHER_MS = 250;

/** The output of one environment, written into its own log stream; group and stream are created with its first line. */
export class EnvironmentLog {
  readonly #core: Core;
  readonly #logs: LogGroups;
  readonly #destination: LogDestination;
  #waiting: { readonly at: number; readonly message: string }[] = [];
  #timer: NodeJS.Timeout | undefined;
  #tail = "";
  #bytes = 0;
  #isClosed = false;

  constructor(core: Core, logs: LogGroups, destination: LogDestination) {
    this.#core = core;
    this.#logs = logs;
    this.#destination = destination;
  }

  /** A call begins: its log starts here. */
  begin(lines: readonly string[]): void {
    this.#tail = "";
    this.#bytes = 0;
    this.say(lines);
  }

  /** Adds a line that the handler printed. */
  print(line: string): void {
    if (this.#bytes > MAX_BYTES) return;
    this.#bytes += line.length + 1;
    this.#write(
      this.#bytes > MAX_BYTES
        ? `The lab cloud leaves out what this call prints beyond ${MAX_BYTES / 1024 / 1024} MiB.`
        : line,
    );
  }

  /** Adds lines of Lambda itself. */
  say(lines: readonly string[]): void {
    for (const line of lines) this.#write(line);
  }

  #write(line: string): void {
    if (this.#isClosed) return;
    const message = `${line}\n`;
    this.#tail = (this.#tail + message).slice(-TAIL_BYTES);
    this.#waiting.push({ at: this.#core.now(), message });
    this.#timer ??= setTimeout(() => this.flush(), GATHER_MS).unref();
  }

  /** Ends the log, since the environment has ended. Later output is ignored. */
  close(): void {
    this.flush();
    this.#isClosed = true;
  }

  /** The last 4 KB of the call's log, base64. */
  tail(): string {
    return Buffer.from(this.#tail).subarray(-TAIL_BYTES).toString("base64");
  }

  /** Writes the gathered lines. If that fails, such as on a full disk, the lines are lost. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const events = this.#waiting;
    this.#waiting = [];
    if (events.length === 0 || this.#core.processes.isClosed) return;
    try {
      const group = this.#requireGroup();
      const stream = this.#logs.listStreams(group).find(({ name }) => name === this.#destination.stream);
      if (stream === undefined) this.#logs.createStream(group, this.#destination.stream);
      this.#logs.append(group, stream ?? this.#logs.requireStream(group, this.#destination.stream), events);
    } catch (error) {
      // Reported, but not thrown: a call must not fail because of its log.
      this.#core.log(`lambda: the log of ${this.#destination.group} could not be written: ${String(error)}`);
    }
  }

  /** The log group, created again if it was deleted meanwhile. */
  #requireGroup(): ReturnType<LogGroups["requireGroup"]> {
    const { group: name } = this.#destination;
    if (!this.#logs.listGroups().some((group) => group.name === name)) this.#logs.createGroup(name);
    return this.#logs.requireGroup(name);
  }
}
