import type { Core } from "../../../core/core";
import type { LogGroups } from "../../logs/log-groups";

/** Where an environment's output goes. */
export interface LogPlace {
  readonly group: string;
  readonly stream: string;
}

/** So much of a call's log is given to a caller who asks for it. */
const TAIL_BYTES = 4_096;
/** A call that prints without end must not fill the disk: what comes after so much is left out, and that is said. */
const MOST_BYTES = 10 * 1024 * 1024;
/** Lines are written together, at the latest after so much real time: a long call's log can be followed. */
const GATHER_MS = 250;

/** The output of one environment, written into its own log stream; group and stream come into being with its first line. */
export class EnvironmentLog {
  readonly #core: Core;
  readonly #logs: LogGroups;
  readonly #place: LogPlace;
  #waiting: { readonly at: number; readonly message: string }[] = [];
  #timer: NodeJS.Timeout | undefined;
  #tail = "";
  #bytes = 0;
  #isClosed = false;

  constructor(core: Core, logs: LogGroups, place: LogPlace) {
    this.#core = core;
    this.#logs = logs;
    this.#place = place;
  }

  /** A call begins: its log starts here. */
  begin(lines: readonly string[]): void {
    this.#tail = "";
    this.#bytes = 0;
    this.say(lines);
  }

  /** What the handler prints. */
  print(line: string): void {
    if (this.#bytes > MOST_BYTES) return;
    this.#bytes += line.length + 1;
    this.#write(
      this.#bytes > MOST_BYTES
        ? `The lab cloud leaves out what this call prints beyond ${MOST_BYTES / 1024 / 1024} MiB.`
        : line,
    );
  }

  /** What Lambda itself tells. */
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

  /** The environment has ended. What still comes of its output is not for this log. */
  close(): void {
    this.flush();
    this.#isClosed = true;
  }

  /** The last 4 KB of the call's log, base64. */
  tail(): string {
    return Buffer.from(this.#tail).subarray(-TAIL_BYTES).toString("base64");
  }

  /** Writes what is waiting. Where that fails, such as on a full disk, the lines are lost. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const events = this.#waiting;
    this.#waiting = [];
    if (events.length === 0 || this.#core.processes.isClosed) return;
    try {
      const group = this.#group();
      const stream = this.#logs.streams(group).find(({ name }) => name === this.#place.stream);
      if (stream === undefined) this.#logs.createStream(group, this.#place.stream);
      this.#logs.append(group, stream ?? this.#logs.stream(group, this.#place.stream), events);
    } catch (error) {
      // Nobody waits for it: a call is not to fail for its log.
      this.#core.log(`lambda: the log of ${this.#place.group} could not be written: ${String(error)}`);
    }
  }

  /** The group may be deleted at any time, and is made anew then. */
  #group(): ReturnType<LogGroups["group"]> {
    const { group: name } = this.#place;
    if (!this.#logs.groups().some((group) => group.name === name)) this.#logs.createGroup(name);
    return this.#logs.group(name);
  }
}
