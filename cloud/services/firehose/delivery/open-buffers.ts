import type { Clock, Timer } from "../../../core/clock";
import type { ClosedBuffer, Route } from "./closed-buffer";
import type { Memory } from "./memory";
import { RecordBuffer } from "./record-buffer";

interface OpenBuffer {
  readonly route: Route;
  readonly buffer: RecordBuffer;
  /** When it will be closed at the latest, ms since the epoch. */
  readonly dueAt: number;
}

/** What a buffer takes. */
export interface Output {
  readonly data: Uint8Array;
  /** Bytes that count; those of `data` unless told. */
  readonly size?: number;
  readonly position: number;
  readonly arrivedAt: number;
}

/** What open buffers need of their delivery stream. */
export interface OpenBuffersParts {
  readonly clock: Clock;
  readonly memory: Memory;
  /** Names a file that a buffer may move to. */
  readonly spillPath: () => string;
  readonly onOpened: (route: Route) => void;
  /** Takes a buffer that is full or due. */
  readonly onClosed: (closed: ClosedBuffer) => void;
}

/** The buffers of one delivery stream that are being filled: one for each route. */
export class OpenBuffers {
  readonly #parts: OpenBuffersParts;
  readonly #open = new Map<string, OpenBuffer>();
  /** What is due at an instant is closed together. */
  readonly #due = new Map<number, { readonly timer: Timer; readonly names: Set<string> }>();

  constructor(parts: OpenBuffersParts) {
    this.#parts = parts;
  }

  /** What is open now, for those who ask where a record is. */
  list(): readonly { readonly route: Route; readonly buffer: RecordBuffer; readonly dueAt: number }[] {
    return [...this.#open.values()];
  }

  /**
   * Adds an output to its buffer, and closes the buffer if it is full then.
   *
   * @param at when Firehose got the record; the wait counts from the first one's
   */
  add(route: Route, output: Output, at: number): void {
    const { buffer } = this.#open.get(route.name) ?? this.#openOne(route, at);
    buffer.append(output.data, output);
    if (buffer.bytes >= route.settings.bufferBytes) this.#close(route.name, this.#parts.clock.now());
  }

  /** Throws everything away: the stream is being deleted. */
  discard(): void {
    for (const { timer } of this.#due.values()) timer.cancel();
    for (const { buffer } of this.#open.values()) buffer.discard();
    this.#due.clear();
    this.#open.clear();
  }

  #openOne(route: Route, at: number): OpenBuffer {
    const { clock, memory, spillPath, onOpened } = this.#parts;
    // After a restart a buffer may be overdue.
    const dueAt = Math.max(at + route.settings.bufferMs, clock.now());
    const opened = { route, buffer: new RecordBuffer(memory, spillPath()), dueAt };
    this.#open.set(route.name, opened);
    this.#dueTogether(dueAt).add(route.name);
    onOpened(route);
    return opened;
  }

  /** The names of the buffers that are due at an instant. */
  #dueTogether(at: number): Set<string> {
    const names = this.#due.get(at)?.names ?? new Set();
    if (names.size > 0) return names;
    const timer = this.#parts.clock.schedule(at, (due) => {
      for (const name of [...names]) this.#close(name, due);
    });
    this.#due.set(at, { timer, names });
    return names;
  }

  #close(name: string, closedAt: number): void {
    const opened = this.#open.get(name);
    if (opened === undefined) return;
    this.#open.delete(name);
    const due = this.#due.get(opened.dueAt);
    due?.names.delete(name);
    if (due?.names.size === 0) {
      due.timer.cancel();
      this.#due.delete(opened.dueAt);
    }
    this.#parts.onClosed({ route: opened.route, buffer: opened.buffer, closedAt });
  }
}
