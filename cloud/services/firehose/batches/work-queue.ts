import type { Clock } from "../../../core/clock";

/** How a queue works. */
export interface WorkQueueParts<Job, Made> {
  readonly clock: Clock;
  /** The part of a job that may run while those before it are not done. */
  readonly prepare: (job: Job) => Made | Promise<Made>;
  /** The rest of it: one after another, in the order of the jobs. */
  readonly finish: (made: Made) => void;
  /** How many jobs may be in hand at the same time. */
  readonly atOnce: () => number;
  /** Bytes that a job holds in memory. */
  readonly sizeOf: (job: Job) => number;
  /** Told when the queue holds so many bytes less: a job was finished, or forgotten. */
  readonly onGone: (bytes: number) => void;
}

/** A job that was begun. */
interface Begun<Made> {
  readonly bytes: number;
  readonly made: Promise<Made>;
}

/** Jobs that are prepared a few at a time, and finished one after another. */
export class WorkQueue<Job, Made> {
  readonly #parts: WorkQueueParts<Job, Made>;
  readonly #jobs: Job[] = [];
  /** Jobs in hand, oldest first. */
  readonly #begun: Begun<Made>[] = [];
  #isRunning = false;

  constructor(parts: WorkQueueParts<Job, Made>) {
    this.#parts = parts;
  }

  push(job: Job): void {
    this.#jobs.push(job);
    this.#beginMore();
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#parts.clock.track(this.#finishAll());
  }

  /** Forgets all jobs but those that are in hand. */
  discard(): void {
    for (const job of this.#jobs.splice(0)) this.#parts.onGone(this.#parts.sizeOf(job));
  }

  async #finishAll(): Promise<void> {
    try {
      for (let [oldest] = this.#begun; oldest !== undefined; [oldest] = this.#begun) {
        await this.#finish(oldest);
        this.#begun.shift();
        this.#beginMore();
        this.#parts.onGone(oldest.bytes);
      }
    } finally {
      // Here, in the same turn as the last look for jobs: a job that is pushed right after must find the queue at rest.
      this.#isRunning = false;
    }
  }

  #beginMore(): void {
    const { atOnce, prepare, sizeOf } = this.#parts;
    while (this.#begun.length < atOnce()) {
      const job = this.#jobs.shift();
      if (job === undefined) return;
      const made = (async () => prepare(job))();
      // Whoever finishes it is told what went wrong; until then nobody calls it unhandled.
      made.catch(() => undefined);
      this.#begun.push({ bytes: sizeOf(job), made });
    }
  }

  /** A job that fails is reported, and does not hold up the next. */
  async #finish({ made }: Begun<Made>): Promise<void> {
    try {
      this.#parts.finish(await made);
    } catch (error) {
      this.#parts.clock.track(Promise.reject(error));
    }
  }
}
