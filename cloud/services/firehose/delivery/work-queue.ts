import type { Clock } from "../../../core/clock";

/** How a queue works. */
export interface WorkQueueParts<Job> {
  readonly clock: Clock;
  readonly run: (job: Job) => void | Promise<void>;
  /** Bytes that a job holds in memory. */
  readonly sizeOf: (job: Job) => number;
}

/** Above this, those who add jobs are asked to wait. */
const ROOM_BYTES = 8 * 1024 * 1024;

/** Jobs that are done one after another, each when the one before is finished. */
export class WorkQueue<Job> {
  readonly #parts: WorkQueueParts<Job>;
  #jobs: Job[] = [];
  #bytes = 0;
  #isRunning = false;
  #running: Promise<void> | undefined;

  constructor(parts: WorkQueueParts<Job>) {
    this.#parts = parts;
  }

  push(job: Job): void {
    this.#jobs.push(job);
    this.#bytes += this.#parts.sizeOf(job);
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#running = this.#runAll();
    this.#parts.clock.track(this.#running);
  }

  /** Resolves when there is room for more; at once unless the jobs come faster than they are done. */
  async room(): Promise<void> {
    if (this.#bytes > ROOM_BYTES) await this.#running;
  }

  /** Forgets all jobs but the one that is being done. */
  discard(): void {
    this.#jobs = [];
    this.#bytes = 0;
  }

  async #runAll(): Promise<void> {
    try {
      for (let job = this.#jobs.shift(); job !== undefined; job = this.#jobs.shift()) {
        await this.#done(job);
        this.#bytes = Math.max(0, this.#bytes - this.#parts.sizeOf(job));
      }
    } finally {
      // Here, in the same turn as the last look for jobs: a job that is pushed right after must find the queue at rest.
      this.#isRunning = false;
    }
  }

  /** A job that fails is reported, and does not hold up the next. */
  async #done(job: Job): Promise<void> {
    try {
      await this.#parts.run(job);
    } catch (error) {
      this.#parts.clock.track(Promise.reject(error));
    }
  }
}
