import type { DeliveryContext } from "../delivery/delivery-context";
import type { LambdaProcessor } from "../destination/processors";
import { LambdaBatching } from "./lambda-batching";
import type { LoggedBatch } from "../log/log-frame";
import { WorkQueue } from "./work-queue";

/** What is done with a batch. */
export interface BatchWork<Made> {
  readonly prepare: (batch: LoggedBatch) => Promise<Made>;
  /** In the order of the batches. */
  readonly finish: (made: Made) => void;
}

/** So that no jq thread waits while another is slow. A function is called by one batch at a time. */
const BATCHES_AT_ONCE = 3;

/** The batches of one delivery stream on their way: they gather for a function, and then go through the stages. */
export class BatchQueue<Made> {
  readonly #delivery: Pick<DeliveryContext, "core" | "inFlight" | "config">;
  readonly #queue: WorkQueue<LoggedBatch, Made>;
  readonly #batching: LambdaBatching;
  #bytes = 0;
  #isDiscarded = false;

  constructor(delivery: Pick<DeliveryContext, "core" | "inFlight" | "config">, { prepare, finish }: BatchWork<Made>) {
    this.#delivery = delivery;
    const { clock } = delivery.core;
    this.#queue = new WorkQueue({
      clock,
      sizeOf: bytesOf,
      prepare,
      finish,
      atOnce: () => (this.#lambda === undefined ? BATCHES_AT_ONCE : 1),
      onGone: (bytes) => this.#count(-bytes),
    });
    this.#batching = new LambdaBatching(clock, (batch) => this.#queue.push(batch));
  }

  /** Whether the stream may bring another batch: all may hold as much as they leave free. */
  get hasRoom(): boolean {
    return this.#isDiscarded || this.#bytes <= this.#delivery.inFlight.free;
  }

  /** Resolves when there is room. Look at `hasRoom` again after it: who waited before may have taken it. */
  async room(): Promise<void> {
    while (!this.hasRoom) {
      // Nothing of the stream would become less otherwise until the time of its function has come.
      if (this.#waitingBytes === this.#bytes) this.flush();
      await this.#delivery.inFlight.less();
    }
  }

  add(batch: LoggedBatch): void {
    this.#count(bytesOf(batch));
    this.#batching.add(batch, this.#lambda);
    if (this.#delivery.inFlight.free < 0) this.flush();
  }

  /** Lets nothing wait for a function any longer. */
  flush(): void {
    this.#batching.flush();
  }

  /** Forgets all batches but those that are in hand. */
  discard(): void {
    this.#isDiscarded = true;
    this.#queue.discard();
    this.#count(-this.#waitingBytes);
    this.#batching.discard();
  }

  /** The function that batches go through now, if there is one. */
  get #lambda(): LambdaProcessor | undefined {
    return this.#delivery.config.settings.processors.lambda;
  }

  get #waitingBytes(): number {
    return this.#batching.waiting.reduce((sum, batch) => sum + bytesOf(batch), 0);
  }

  #count(bytes: number): void {
    this.#bytes += bytes;
    this.#delivery.inFlight.add(bytes);
  }
}

/** What a record holds beside its bytes: its object, its view of the bytes; and, of Kinesis, where it was. Measured. */
export const RECORD_BYTES = 200;
const ORIGIN_BYTES = 200;

const bytesOf = ({ records }: LoggedBatch): number =>
  records.reduce(
    (sum, { data, origin }) => sum + data.byteLength + RECORD_BYTES + (origin === undefined ? 0 : ORIGIN_BYTES),
    0,
  );
