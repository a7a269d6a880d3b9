const MOST_BATCH_BYTES = 1024 * 1024;
const LEAST_BATCH_BYTES = 64 * 1024;
/** What the batches of all writers may hold together, before they are made smaller. */
const ALL_BYTES = 64 * 1024 * 1024;

/** How much of a blob is gathered before it is written: less, the more are written at once, so that slow clients cannot fill the memory. */
export class BatchMemory {
  #writers = 0;

  begin(): void {
    this.#writers += 1;
  }

  end(): void {
    this.#writers -= 1;
  }

  get batchBytes(): number {
    return Math.max(LEAST_BATCH_BYTES, Math.min(MOST_BATCH_BYTES, ALL_BYTES / this.#writers));
  }
}
