import type { Timer } from "../../../../core/clock";
import type { DeliveryContext } from "./delivery-context";
import { RecordBuffer } from "./record-buffer";
import type { ClosedBuffer, Route } from "./delivery-config";

/** A buffer that is being filled. */
export interface OpenBuffer {
  readonly route: Route;
  readonly buffer: RecordBuffer;
  /** When it will be closed at the latest, ms since the epoch. */
  readonly dueAt: number;
}

/** The data to append to a buffer: a record or a part of one. */
interface Output {
  readonly data: Uint8Array;
  /** Bytes that count toward the buffering hint; the length of `data` unless given. */
  readonly size?: number;
  readonly position: number;
  readonly arrivedAt: number;
}

/** Receives buffers that are full or due. */
interface ClosedBuffers {
  push(closed: ClosedBuffer): void;
}

/** The parts of a delivery that open buffers use. */
type BuffersDelivery = Pick<DeliveryContext, "core" | "memory" | "workFiles" | "partitions">;

/** The buffers of one delivery stream that are being filled: one for each route. */
export class OpenBuffers {
  readonly #delivery: BuffersDelivery;
  readonly #closed: ClosedBuffers;
  readonly #open = new Map<string, OpenBuffer>();
  /** Buffers that are due at the same instant share a timer and are closed together. */
  readonly #due = new Map<number, { readonly timer: Timer; readonly names: Set<string> }>();

  constructor(delivery: BuffersDelivery, closed: ClosedBuffers) {
    this.#delivery = delivery;
    this.#closed = closed;
  }

  /** The buffers that are open now, to find out where a record is. */
  list(): readonly OpenBuffer[] {
    return [...this.#open.values()];
  }

  /**
   * Adds an output to its buffer, and closes the buffer if that fills it.
   *
   * @param at when Firehose got the record; the buffering interval counts from the first record's time
   */
  add(route: Route, output: Output, at: number): void {
    const { buffer } = this.#open.get(route.name) ?? this.#openBuffer(route, at);
    buffer.append(output.data, output);
    if (buffer.bytes >= route.settings.bufferBytes) this.#close(route.name, this.#delivery.core.clock.now());
  }

  /** Throws all buffers away: the stream is being deleted. */
  discard(): void {
    for (const { timer } of this.#due.values()) timer.cancel();
    for (const { buffer } of this.#open.values()) buffer.discard();
    this.#due.clear();
    this.#open.clear();
  }

  #openBuffer(route: Route, at: number): OpenBuffer {
    const { core, memory, workFiles, partitions } = this.#delivery;
    // After a restart a buffer's time may lie in the past.
    const dueAt = Math.max(at + route.settings.bufferMs, core.clock.now());
    const opened = { route, buffer: new RecordBuffer(memory, workFiles.createPath()), dueAt };
    this.#open.set(route.name, opened);
    this.#findDue(dueAt).add(route.name);
    if (route.kind === "data") partitions.noteOpened(route);
    return opened;
  }

  /** The names of the buffers that are due at an instant. */
  #findDue(at: number): Set<string> {
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
