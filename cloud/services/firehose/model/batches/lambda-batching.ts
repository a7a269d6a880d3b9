import type { Clock, Timer } from "../../../../core/clock";
import type { LambdaProcessor } from "../destination/processors";
import type { LoggedBatch } from "../../store/log-frame";

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
