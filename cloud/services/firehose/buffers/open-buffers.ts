import type { Timer } from "../../../core/clock";
import type { DeliveryContext } from "../delivery/delivery-context";
import type { ClosedBuffer, Route } from "./closed-buffer";
import { RecordBuffer } from "./record-buffer";

/** A buffer that is being filled. */
export interface OpenBuffer {
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

/** Takes buffers that are full or due. */
export interface ClosedBuffers {
  push(closed: ClosedBuffer): void;
}

/** The buffers of one delivery stream that are being filled: one for each route. */
export class OpenBuffers {
  readonly #delivery: Pick<DeliveryContext, "core" | "memory" | "workFiles" | "partitions">;
  readonly #closed: ClosedBuffers;
  readonly #open = new Map<string, OpenBuffer>();
  /** What is due at an instant is closed together. */
  readonly #due = new Map<number, { readonly timer: Timer; readonly names: Set<string> }>();

  constructor(delivery: Pick<DeliveryContext, "core" | "memory" | "workFiles" | "partitions">, closed: ClosedBuffers) {
    this.#delivery = delivery;
    this.#closed = closed;
  }

  /** What is open now, for those who ask where a record is. */
  list(): readonly OpenBuffer[] {
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
    if (buffer.bytes >= route.settings.bufferBytes) this.#close(route.name, this.#delivery.core.clock.now());
  }

  /** Throws everything away: the stream is being deleted. */
  discard(): void {
    for (const { timer } of this.#due.values()) timer.cancel();
    for (const { buffer } of this.#open.values()) buffer.discard();
    this.#due.clear();
    this.#open.clear();
  }

  #openOne(route: Route, at: number): OpenBuffer {
    const { core, memory, workFiles, partitions } = this.#delivery;
    // After a restart a buffer may be overdue.
    const dueAt = Math.max(at + route.settings.bufferMs, core.clock.now());
    const opened = { route, buffer: new RecordBuffer(memory, workFiles.next()), dueAt };
    this.#open.set(route.name, opened);
    this.#dueTogether(dueAt).add(route.name);
    if (route.kind === "data") partitions.opened(route);
    return opened;
  }

  /** The names of the buffers that are due at an instant. */
  #dueTogether(at: number): Set<string> {
    const names = this.#due.get(at)?.names ?? new Set();
    if (names.size > 0) return names;
    const timer = this.#delivery.core.clock.schedule(at, (due) => {
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
    this.#closed.push({ route: opened.route, buffer: opened.buffer, closedAt });
  }
}
