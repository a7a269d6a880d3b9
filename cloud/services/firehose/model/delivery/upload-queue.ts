import type { Clock, Timer } from "../../../../core/clock";
import { AwsFault } from "../../../../core/faults";
import { Condition } from "../batches/in-flight-bytes";
import type { ClosedBuffer } from "./delivery-config";

/** The steps that a queue takes with buffers. */
interface UploadQueueParts {
  readonly clock: Clock;
  /** Draws the name of the object that a buffer becomes. */
  readonly drawName: (closed: ClosedBuffer) => string;
  /** Delivers a buffer. @throws AwsFault if the put should be retried */
  readonly put: (closed: ClosedBuffer, key: string) => Promise<void>;
  readonly onDelivered: (closed: ClosedBuffer, key: string, at: number) => void;
  readonly onRefused: (closed: ClosedBuffer, fault: AwsFault, at: number) => void;
  /** Called instead of another try when S3 has refused a buffer for 24 hours: the data is lost, as on AWS. */
  readonly onLost: (closed: ClosedBuffer, at: number) => void;
}

/** A closed buffer, and the name of the object that it becomes. */
export interface Upload {
  readonly closed: ClosedBuffer;
  readonly key: string;
}

/** The number of buffers that are put at the same time: one is converted while another is written. */
const AT_ONCE = 3;
/** Above this many bytes, sources of records have to wait. */
const ROOM_BYTES = 16 * 1024 * 1024;

/** AWS does not document how soon Firehose retries. */
const FIRST_RETRY_MS = 5_000;
const MAX_RETRY_MS = 60_000;
const GIVE_UP_MS = 24 * 3_600_000;

/** Buffers that are uploaded to one bucket, in their order, a few at a time. While the bucket refuses, the buffers wait for a retry. */
export class UploadQueue {
  readonly #parts: UploadQueueParts;
  readonly #capacity = new Condition();
  /** Oldest first; includes the uploads that are being put. */
  #waiting: Upload[] = [];
  readonly #inHand = new Set<Upload>();
  #bytes = 0;
  #lanes = 0;
  #retry: { readonly timer: Timer; readonly afterMs: number } | undefined;
  #isClosed = false;

  constructor(parts: UploadQueueParts) {
    this.#parts = parts;
  }

  list(): readonly Upload[] {
    return this.#waiting;
  }

  /** Resolves when few bytes wait, or while S3 refuses objects: AWS then continues accepting records. */
  waitForCapacity(): Promise<void> {
    return this.#capacity.waitUntil(() => this.#bytes <= ROOM_BYTES || this.#retry !== undefined || this.#isClosed);
  }

  push(closed: ClosedBuffer): void {
    this.#waiting.push({ closed, key: this.#parts.drawName(closed) });
    this.#bytes += closed.buffer.contentBytes;
    this.#startLane(0);
  }

  /**
   * Throws everything away: the stream is being deleted. Puts in progress are finished before their buffers are
   * dropped.
   */
  discard(): void {
    this.#isClosed = true;
    this.#retry?.timer.cancel();
    for (const { closed } of this.#waiting.filter((upload) => !this.#inHand.has(upload))) closed.buffer.discard();
    this.#waiting = [...this.#inHand];
    this.#capacity.notifyAll();
  }

  #startLane(lastWaitMs: number): void {
    if (this.#lanes === AT_ONCE || this.#takeNext() === undefined) return;
    this.#lanes += 1;
    this.#parts.clock.track(this.#deliverUntilRefused(lastWaitMs));
  }

  async #deliverUntilRefused(lastWaitMs: number): Promise<void> {
    try {
      for (let next = this.#takeNext(); next !== undefined; next = this.#takeNext())
        await this.#deliver(next, lastWaitMs);
    } finally {
      // In the same turn as the last look for uploads: an upload that is pushed right after must find the lane free.
      this.#lanes -= 1;
    }
  }

  async #deliver(next: Upload, lastWaitMs: number): Promise<void> {
    this.#inHand.add(next);
    try {
      const fault = await this.#put(next);
      const now = this.#parts.clock.now();
      if (this.#isClosed || fault === undefined || this.#report(next, fault, now) === "lost")
        this.#end(next, fault, now);
      else this.#retryLater(now, lastWaitMs);
    } catch (error) {
      // The error is expected: the stream was deleted together with its files.
      if (this.#isClosed) return this.#end(next, undefined, this.#parts.clock.now());
      // A bug of the lab cloud, or a full disk: keep the buffer, and retry after a wait, not in a tight loop.
      this.#retryLater(this.#parts.clock.now(), lastWaitMs);
      throw error;
    } finally {
      this.#inHand.delete(next);
    }
  }

  /** @returns undefined if no upload is left to start, or the bucket refuses */
  #takeNext(): Upload | undefined {
    return this.#retry === undefined ? this.#waiting.find((upload) => !this.#inHand.has(upload)) : undefined;
  }

  #end(ended: Upload, fault: AwsFault | undefined, now: number): void {
    if (fault === undefined && !this.#isClosed) this.#parts.onDelivered(ended.closed, ended.key, now);
    this.#waiting.splice(this.#waiting.indexOf(ended), 1);
    this.#bytes -= ended.closed.buffer.contentBytes;
    ended.closed.buffer.discard();
    this.#capacity.notifyAll();
    // A retry begins with a single lane; after its first success further lanes start.
    this.#startLane(0);
  }

  /** @returns S3's fault if it refused the object, or undefined if it accepted it */
  async #put({ closed, key }: Upload): Promise<AwsFault | undefined> {
    try {
      await this.#parts.put(closed, key);
      return undefined;
    } catch (error) {
      if (error instanceof AwsFault) return error;
      throw error;
    }
  }

  #report({ closed }: Upload, fault: AwsFault, now: number): "again" | "lost" {
    this.#parts.onRefused(closed, fault, now);
    // AWS documents that records which failed their conversion are retried forever.
    if (closed.route.errorType === "format-conversion-failed" || now - closed.closedAt < GIVE_UP_MS) return "again";
    this.#parts.onLost(closed, now);
    return "lost";
  }

  #retryLater(now: number, lastWaitMs: number): void {
    if (this.#retry !== undefined) return;
    const afterMs = Math.min(MAX_RETRY_MS, Math.max(FIRST_RETRY_MS, 2 * lastWaitMs));
    const timer = this.#parts.clock.schedule(now + afterMs, () => {
      this.#retry = undefined;
      this.#startLane(afterMs);
    });
    this.#retry = { timer, afterMs };
    this.#capacity.notifyAll();
  }
}
