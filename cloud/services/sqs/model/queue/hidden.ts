import type { Message } from "../../store/message";
import { DueHeap } from "../../../../core/due-queue";
import { crc32 } from "node:zlib";

const SPARE = 64;

/** A queue's messages that can't be received at this moment, ordered by when they become visible. */
export class HiddenMessages {
  /**
   * Also holds outdated entries, of messages no longer hidden or hidden until another instant; these are skipped in
   * their turn.
   */
  readonly #heap = new DueHeap<Message>();
  #inFlight = 0;
  #delayed = 0;

  /** The number of messages in flight: received, and neither deleted nor visible again. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** The number of messages sent with a delay that is not over. */
  get delayed(): number {
    return this.#delayed;
  }

  /** When the next message becomes visible, ms since the epoch. */
  get next(): number | undefined {
    while (this.#heap.first !== undefined && !isHiddenUntil(this.#heap.first)) this.#heap.removeFirst();
    return this.#heap.first?.at;
  }

  /** Hides a message until its `visibleAt`. */
  add(message: Message): void {
    message.receivability = "hidden";
    this.#count(message, 1);
    this.wait(message);
  }

  /** Updates a hidden message after a change of its `visibleAt`. */
  wait(message: Message): void {
    this.#heap.add(message.visibleAt, message);
    if (this.#heap.size > 2 * (this.#inFlight + this.#delayed) + SPARE) this.#heap.keepOnly(isHiddenUntil);
  }

  /** Removes a hidden message. The caller then sets its new state. */
  remove(message: Message): void {
    this.#count(message, -1);
  }

  /** Removes and returns the next message that becomes visible at `now` or before; its state is then ready. */
  takeDue(now: number): Message | undefined {
    const { next } = this;
    const message = this.#heap.first?.item;
    if (next === undefined || next > now || message === undefined) return undefined;
    this.#heap.removeFirst();
    this.remove(message);
    // The heap may hold a message twice with the same instant: received, made visible and received again within one millisecond.
    message.receivability = "ready";
    return message;
  }

  #count({ receives }: Message, by: 1 | -1): void {
    if (receives > 0) this.#inFlight += by;
    else this.#delayed += by;
  }
}

const isHiddenUntil = ({ at, item }: { readonly at: number; readonly item: Message }): boolean =>
  item.receivability === "hidden" && item.visibleAt === at;

/** The receive that a receipt handle stands for. */
interface Receipt {
  /** The queue's serial number. */
  readonly queue: number;
  readonly number: number;
  /** 1 for the first receive of this message. */
  readonly receives: number;
}

/** The beginning of AWS's handles, too. */
const PREFIX = "AQEB";
const BYTES = 20;

/** A receipt as a string, which the client sends back. Each receive of a message has its own. */
export function createReceiptHandle({ queue, number, receives }: Receipt): string {
  const bytes = Buffer.allocUnsafe(BYTES);
  const end = bytes.writeUInt32LE(receives, bytes.writeDoubleLE(number, bytes.writeUInt32LE(queue, 0)));
  bytes.writeUInt32LE(crc32(bytes.subarray(0, end)), end);
  return `${PREFIX}${bytes.toString("base64")}`;
}

/** @returns the receipt; undefined if the text isn't a receipt handle */
export function parseReceiptHandle(handle: string): Receipt | undefined {
  const bytes = Buffer.from(handle.slice(PREFIX.length), "base64");
  if (!handle.startsWith(PREFIX) || bytes.byteLength !== BYTES) return undefined;
  if (crc32(bytes.subarray(0, BYTES - 4)) !== bytes.readUInt32LE(BYTES - 4)) return undefined;
  return { queue: bytes.readUInt32LE(0), number: bytes.readDoubleLE(4), receives: bytes.readUInt32LE(12) };
}
