const MAX_BATCH_BYTES = 1024 * 1024;
const MIN_BATCH_BYTES = 64 * 1024;
/** The bytes that the batches of all writers may hold together before batches get smaller. */
const ALL_BYTES = 64 * 1024 * 1024;

/** Decides how many bytes of a blob are gathered before a write: the more blobs are written at the same time, the fewer, so that slow clients cannot fill the memory. */
export class BatchMemory {
  #writers = 0;

  begin(): void {
    this.#writers += 1;
  }

  end(): void {
    this.#writers -= 1;
  }

  get batchBytes(): number {
    return Math.max(MIN_BATCH_BYTES, Math.min(MAX_BATCH_BYTES, ALL_BYTES / this.#writers));
  }
}
