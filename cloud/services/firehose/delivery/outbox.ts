import type { Clock, Timer } from "../../../core/clock";
import { AwsFault } from "../../../core/faults";
import type { ClosedBuffer } from "./closed-buffer";

/** What an outbox does with buffers. */
export interface OutboxParts {
  readonly clock: Clock;
  /** Draws the name of the object that a buffer becomes. */
  readonly nameOf: (closed: ClosedBuffer) => string;
  /** Delivers a buffer. @throws AwsFault if that should be tried again */
  readonly put: (closed: ClosedBuffer, key: string) => Promise<void>;
  readonly onDelivered: (closed: ClosedBuffer, key: string, at: number) => void;
  readonly onRefused: (closed: ClosedBuffer, fault: AwsFault, at: number) => void;
  /** Called instead of another try when S3 has refused a buffer for 24 hours: the data is lost, as on AWS. */
  readonly onLost: (closed: ClosedBuffer, at: number) => void;
}

interface Waiting {
  readonly closed: ClosedBuffer;
  readonly key: string;
}

/** AWS does not say how soon it tries again. */
const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 60_000;
const GIVE_UP_MS = 24 * 3_600_000;

/** Buffers on their way to one bucket, one after another. While the bucket refuses, they wait and are tried again. */
export class Outbox {
  readonly #parts: OutboxParts;
  #waiting: Waiting[] = [];
  #isDelivering = false;
  #retry: { readonly timer: Timer; readonly afterMs: number } | undefined;
  #isClosed = false;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
  }

  list(): readonly Waiting[] {
    return this.#waiting;
  }

  push(closed: ClosedBuffer): void {
    this.#waiting.push({ closed, key: this.#parts.nameOf(closed) });
    if (!this.#isDelivering && this.#retry === undefined) this.#start(0);
  }

  /** Throws everything away: the stream is being deleted. What is being put at this moment is put, and then dropped. */
  discard(): void {
    this.#isClosed = true;
    this.#retry?.timer.cancel();
    for (const { closed } of this.#waiting.splice(this.#isDelivering ? 1 : 0)) closed.buffer.discard();
  }

  #start(lastWaitMs: number): void {
    this.#isDelivering = true;
    this.#parts.clock.track(this.#deliverAll(lastWaitMs));
  }

  async #deliverAll(lastWaitMs: number): Promise<void> {
    try {
      await this.#deliverUntilRefused(lastWaitMs);
    } catch (error) {
      // The stream was deleted, and its files with it.
      if (this.#isClosed) return;
      // A bug of ours, or a full disk: nothing is lost, and nothing is tried in a tight loop.
      this.#retryLater(this.#parts.clock.now(), lastWaitMs);
      throw error;
    } finally {
      this.#isDelivering = false;
      // What was pushed since the last look would wait for the next push otherwise.
      if (this.#waiting.length > 0 && this.#retry === undefined && !this.#isClosed) this.#start(0);
    }
  }

  async #deliverUntilRefused(lastWaitMs: number): Promise<void> {
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      const fault = await this.#put(next);
      const now = this.#parts.clock.now();
      if (!this.#isClosed) {
        if (fault !== undefined && this.#report(next, fault, now) === "again") return this.#retryLater(now, lastWaitMs);
        if (fault === undefined) this.#parts.onDelivered(next.closed, next.key, now);
      }
      this.#waiting.shift();
      next.closed.buffer.discard();
    }
  }

  /** @returns the fault with which S3 refused the object, or undefined if it took it */
  async #put({ closed, key }: Waiting): Promise<AwsFault | undefined> {
    try {
      await this.#parts.put(closed, key);
      return undefined;
    } catch (error) {
      if (error instanceof AwsFault) return error;
      throw error;
    }
  }

  #report({ closed }: Waiting, fault: AwsFault, now: number): "again" | "lost" {
    this.#parts.onRefused(closed, fault, now);
    // Of what did not convert, AWS says that it is tried forever.
    if (closed.route.errorType === "format-conversion-failed" || now - closed.closedAt < GIVE_UP_MS) return "again";
    this.#parts.onLost(closed, now);
    return "lost";
  }

  #retryLater(now: number, lastWaitMs: number): void {
    const afterMs = Math.min(LONGEST_RETRY_MS, Math.max(FIRST_RETRY_MS, 2 * lastWaitMs));
    const timer = this.#parts.clock.schedule(now + afterMs, () => {
      this.#retry = undefined;
      this.#start(afterMs);
    });
    this.#retry = { timer, afterMs };
  }
}
