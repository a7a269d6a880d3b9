import type { Clock, Timer } from "../../../../core/clock";
import type { LambdaProcessor } from "../destination/processors";
import type { LoggedBatch } from "../../store/log-frame";

interface WorkQueueParts<Job, Prepared> {
  readonly clock: Clock;
  /** The first part of a job: may run while earlier jobs are not finished. */
  readonly prepare: (job: Job) => Prepared | Promise<Prepared>;
  /** The second part of a job: runs for one job after another, in their order. */
  readonly finish: (created: Prepared) => void;
  /** How many jobs may be prepared at the same time. */
  readonly getMaxParallel: () => number;
  /** Bytes that a job holds in memory. */
  readonly measureSize: (job: Job) => number;
  /** Told when a job was finished or forgotten, with the bytes that it held. */
  readonly onGone: (bytes: number) => void;
}

/** A job whose preparation has begun. */
interface StartedJob<Prepared> {
  readonly bytes: number;
  readonly result: Promise<Prepared>;
}

/** Prepares a few jobs at a time, and finishes them one after another. */
export class WorkQueue<Job, Prepared> {
  readonly #parts: WorkQueueParts<Job, Prepared>;
  readonly #jobs: Job[] = [];
  /** Jobs that are being prepared or finished, oldest first. */
  readonly #started: StartedJob<Prepared>[] = [];
  #isRunning = false;

  constructor(parts: WorkQueueParts<Job, Prepared>) {
    this.#parts = parts;
  }

  push(job: Job): void {
    this.#jobs.push(job);
    this.#beginMore();
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#parts.clock.track(this.#finishAll());
  }

  /** Forgets all jobs but those that are being prepared or finished. */
  discard(): void {
    for (const job of this.#jobs.splice(0)) this.#parts.onGone(this.#parts.measureSize(job));
  }

  async #finishAll(): Promise<void> {
    try {
      for (let [oldest] = this.#started; oldest !== undefined; [oldest] = this.#started) {
        await this.#finish(oldest);
        this.#started.shift();
        this.#beginMore();
        this.#parts.onGone(oldest.bytes);
      }
    } finally {
      // In the same turn as the last look for jobs: a job that is pushed right after must find `#isRunning` false.
      this.#isRunning = false;
    }
  }

  #beginMore(): void {
    const { getMaxParallel, prepare, measureSize } = this.#parts;
    while (this.#started.length < getMaxParallel()) {
      const job = this.#jobs.shift();
      if (job === undefined) return;
      const created = (async () => prepare(job))();
      // `#finish` reports a rejection; until it awaits the promise, Node must not take the rejection for an unhandled
      // one.
      created.catch(() => undefined);
      this.#started.push({ bytes: measureSize(job), result: created });
    }
  }

  /** Reports a job that fails; the next job is finished all the same. */
  async #finish({ result: created }: StartedJob<Prepared>): Promise<void> {
    try {
      this.#parts.finish(await created);
    } catch (error) {
      this.#parts.clock.track(Promise.reject(error));
    }
  }
}

/** Gathers records before a function is called: a call for each record would be slow and expensive. */
export class LambdaBatching {
  readonly #clock: Clock;
  readonly #onGathered: (batch: LoggedBatch) => void;
  #batches: LoggedBatch[] = [];
  #bytes = 0;
  #timer: Timer | undefined;

  constructor(clock: Clock, onGathered: (batch: LoggedBatch) => void) {
    this.#clock = clock;
    this.#onGathered = onGathered;
  }

  /** The batches that wait for their function. */
  get waiting(): readonly LoggedBatch[] {
    return this.#batches;
  }

  /**
   * @param lambda how many bytes to wait for, and how long from the first record on; undefined: batches go on at once
   */
  add(batch: LoggedBatch, lambda: LambdaProcessor | undefined): void {
    if (lambda === undefined) return this.#onGathered(batch);
    this.#batches.push(batch);
    this.#bytes += batch.records.reduce((sum, { data }) => sum + data.byteLength, 0);
    if (this.#bytes >= lambda.bufferBytes) this.flush();
    else
      this.#timer ??= this.#clock.schedule(Math.max(batch.at + lambda.bufferMs, this.#clock.now()), () => this.flush());
  }

  /** Hands over the batches that have gathered, as one. */
  flush(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    const batches = this.#batches.splice(0);
    this.#bytes = 0;
    const [first] = batches;
    if (first === undefined) return;
    // The later buffers measure their waiting time from now on.
    this.#onGathered({ first: first.first, at: this.#clock.now(), records: batches.flatMap(({ records }) => records) });
  }

  /** Forgets the batches that wait. */
  discard(): void {
    this.#timer?.cancel();
    this.#batches = [];
    this.#bytes = 0;
  }
}
