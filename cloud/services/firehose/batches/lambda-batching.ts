import type { Clock, Timer } from "../../../core/clock";
import type { LambdaProcessor } from "../destination/processors";
import type { LoggedBatch } from "../log/log-frame";

/** Records that wait for others before a function is called: a call for each record would be slow and dear. */
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

  /** What waits here. */
  get waiting(): readonly LoggedBatch[] {
    return this.#batches;
  }

  /** @param lambda how much to wait for, and how long from the first record on; undefined: nothing is waited for */
  add(batch: LoggedBatch, lambda: LambdaProcessor | undefined): void {
    if (lambda === undefined) return this.#onGathered(batch);
    this.#batches.push(batch);
    this.#bytes += batch.records.reduce((sum, { data }) => sum + data.byteLength, 0);
    if (this.#bytes >= lambda.bufferBytes) this.flush();
    else
      this.#timer ??= this.#clock.schedule(Math.max(batch.at + lambda.bufferMs, this.#clock.now()), () => this.flush());
  }

  /** Hands over what has come together. */
  flush(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    const batches = this.#batches.splice(0);
    this.#bytes = 0;
    const [first] = batches;
    if (first === undefined) return;
    // What is behind the function waits from now on.
    this.#onGathered({ first: first.first, at: this.#clock.now(), records: batches.flatMap(({ records }) => records) });
  }

  /** Forgets what waits. */
  discard(): void {
    this.#timer?.cancel();
    this.#batches = [];
    this.#bytes = 0;
  }
}
