import type { Clock } from "../../../core/clock";
import type { LambdaProcessor } from "../destination/processors";
import { Gather } from "./gather";
import type { PlacedBatch } from "./intake-frame";
import type { OnTheWay } from "./on-the-way";
import { WorkQueue } from "./work-queue";

/** How a line works. */
export interface BatchLineParts<Made> {
  readonly clock: Clock;
  /** What the lines of all streams hold. */
  readonly onTheWay: OnTheWay;
  /** The function that batches go through, if there is one. */
  readonly lambda: () => LambdaProcessor | undefined;
  readonly prepare: (batch: PlacedBatch) => Promise<Made>;
  /** In the order of the batches. */
  readonly finish: (made: Made) => void;
}

/** So that no jq thread waits while another is slow. A function is called by one batch at a time. */
const BATCHES_AT_ONCE = 3;

/** The batches of one delivery stream on their way: they gather for a function, and then go through the stages. */
export class BatchLine<Made> {
  readonly #parts: BatchLineParts<Made>;
  readonly #queue: WorkQueue<PlacedBatch, Made>;
  readonly #gather: Gather;
  #bytes = 0;
  #isDiscarded = false;

  constructor(parts: BatchLineParts<Made>) {
    this.#parts = parts;
    const { clock, lambda, prepare, finish } = parts;
    this.#queue = new WorkQueue({
      clock,
      sizeOf: bytesOf,
      prepare,
      finish,
      atOnce: () => (lambda() === undefined ? BATCHES_AT_ONCE : 1),
      onGone: (bytes) => this.#count(-bytes),
    });
    this.#gather = new Gather(clock, (batch) => this.#queue.push(batch));
  }

  /** Whether the stream may bring another batch: all may hold as much as they leave free. */
  get hasRoom(): boolean {
    return this.#isDiscarded || this.#bytes <= this.#parts.onTheWay.free;
  }

  /** Resolves when there is room. Look at `hasRoom` again after it: who waited before may have taken it. */
  async room(): Promise<void> {
    while (!this.hasRoom) {
      // Nothing of the stream would become less otherwise until the time of its function has come.
      if (this.#gatheringBytes === this.#bytes) this.flush();
      await this.#parts.onTheWay.less();
    }
  }

  add(batch: PlacedBatch): void {
    this.#count(bytesOf(batch));
    this.#gather.add(batch, this.#parts.lambda());
    if (this.#parts.onTheWay.free < 0) this.flush();
  }

  /** Lets nothing wait for a function any longer. */
  flush(): void {
    this.#gather.flush();
  }

  /** Forgets all batches but those that are in hand. */
  discard(): void {
    this.#isDiscarded = true;
    this.#queue.discard();
    this.#count(-this.#gatheringBytes);
    this.#gather.discard();
  }

  get #gatheringBytes(): number {
    return this.#gather.waiting.reduce((sum, batch) => sum + bytesOf(batch), 0);
  }

  #count(bytes: number): void {
    this.#bytes += bytes;
    this.#parts.onTheWay.add(bytes);
  }
}

/** What a record holds beside its bytes: its object, its view of the bytes; and, of Kinesis, where it was. Measured. */
export const RECORD_BYTES = 200;
const ORIGIN_BYTES = 200;

const bytesOf = ({ records }: PlacedBatch): number =>
  records.reduce(
    (sum, { data, origin }) => sum + data.byteLength + RECORD_BYTES + (origin === undefined ? 0 : ORIGIN_BYTES),
    0,
  );
