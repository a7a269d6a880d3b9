import type { DeliveryContext } from "./delivery-context";
import type { LambdaProcessor } from "../destination/processors";
import type { LoggedBatch } from "../../store/log-frame";
import { WorkQueue, LambdaBatching } from "../batches/work-queue";

/** The two steps that a batch goes through: `prepare` may run for several batches at once. */
interface BatchWork<Prepared> {
  readonly prepare: (batch: LoggedBatch) => Promise<Prepared>;
  /** Called for one batch after another, in the order in which the batches were added. */
  readonly finish: (created: Prepared) => void;
}

/** Several at once, so that no jq thread idles while another is slow. With a Lambda function, one batch at a time. */
const BATCHES_AT_ONCE = 3;

/** The parts of a delivery that the queue uses. */
type QueueDelivery = Pick<DeliveryContext, "core" | "inFlight" | "config">;

/** The batches of one delivery stream in flight: they gather for a function, and then go through the stages. */
export class BatchQueue<Prepared> {
  readonly #delivery: QueueDelivery;
  readonly #queue: WorkQueue<LoggedBatch, Prepared>;
  readonly #batching: LambdaBatching;
  #bytes = 0;
  #isDiscarded = false;

  constructor(delivery: QueueDelivery, { prepare, finish }: BatchWork<Prepared>) {
    this.#delivery = delivery;
    const { clock } = delivery.core;
    this.#queue = new WorkQueue({
      clock,
      measureSize: countBytes,
      prepare,
      finish,
      getMaxParallel: () => (this.#lambda === undefined ? BATCHES_AT_ONCE : 1),
      onGone: (bytes) => this.#count(-bytes),
    });
    this.#batching = new LambdaBatching(clock, (batch) => this.#queue.push(batch));
  }

  /** Whether the stream may add another batch: its batches may hold as many bytes as the memory limit leaves free. */
  get hasCapacity(): boolean {
    return this.#isDiscarded || this.#bytes <= this.#delivery.inFlight.free;
  }

  /**
   * Resolves when there is room. Look at `hasCapacity` again afterward: another waiting caller may have taken the room.
   */
  async waitForCapacity(): Promise<void> {
    while (!this.hasCapacity) {
      // All of the stream's bytes wait for the function's buffering interval: without a flush none would be freed
      // before it ends.
      if (this.#waitingBytes === this.#bytes) this.flush();
      await this.#delivery.inFlight.waitForLess();
    }
  }

  add(batch: LoggedBatch): void {
    this.#count(countBytes(batch));
    this.#batching.add(batch, this.#lambda);
    if (this.#delivery.inFlight.free < 0) this.flush();
  }

  /** Calls the function with the batches that have gathered so far, without waiting for more. */
  flush(): void {
    this.#batching.flush();
  }

  /** Forgets all batches but those that are being prepared or finished. */
  discard(): void {
    this.#isDiscarded = true;
    this.#queue.discard();
    this.#count(-this.#waitingBytes);
    this.#batching.discard();
  }

  /** The Lambda function that batches go through now, if there is one. */
  get #lambda(): LambdaProcessor | undefined {
    return this.#delivery.config.settings.processors.lambda;
  }

  get #waitingBytes(): number {
    return this.#batching.waiting.reduce((sum, batch) => sum + countBytes(batch), 0);
  }

  #count(bytes: number): void {
    this.#bytes += bytes;
    this.#delivery.inFlight.add(bytes);
  }
}

/** Bytes of memory that a record takes beside its data: its object and its view of the data. Measured. */
export const RECORD_BYTES = 200;
const ORIGIN_BYTES = 200;

const countBytes = ({ records }: LoggedBatch): number =>
  records.reduce(
    (sum, { data, origin }) => sum + data.byteLength + RECORD_BYTES + (origin === undefined ? 0 : ORIGIN_BYTES),
    0,
  );
