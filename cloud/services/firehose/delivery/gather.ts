import type { Clock, Timer } from "../../../core/clock";
import type { LambdaProcessor } from "../destination/processors";
import type { PlacedBatch } from "./intake-frame";

/** Records that wait for others before a function is called: a call for each record would be slow and dear. */
export class Gather {
  readonly #clock: Clock;
  readonly #onGathered: (batch: PlacedBatch) => void;
  #batches: PlacedBatch[] = [];
  #bytes = 0;
  #timer: Timer | undefined;

  constructor(clock: Clock, onGathered: (batch: PlacedBatch) => void) {
    this.#clock = clock;
    this.#onGathered = onGathered;
  }

  /** What waits here. */
  get waiting(): readonly PlacedBatch[] {
    return this.#batches;
  }

  /** @param lambda how much to wait for, and how long from the first record on; undefined: nothing is waited for */
  add(batch: PlacedBatch, lambda: LambdaProcessor | undefined): void {
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
