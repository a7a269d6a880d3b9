import type { LoggedBatch } from "./log-frame";

/** How many of a source stream's last records can be looked up by sequence number. */
const REMEMBERED_RECORDS = 20_000;

/** Positions by sequence number, of the last records that were read from a source stream. */
export class RecentRecords {
  readonly #positions = new Map<string, number>();

  rememberRecords({ first, records }: LoggedBatch): void {
    for (const [index, { origin }] of records.entries())
      if (origin !== undefined) this.#positions.set(origin.sequenceNumber, first + index);
    // A Map iterates over its keys in the order of insertion, so the oldest come first.
    for (const oldest of this.#positions.keys()) {
      if (this.#positions.size <= REMEMBERED_RECORDS) return;
      this.#positions.delete(oldest);
    }
  }

  findPosition(sequenceNumber: string): number | undefined {
    return this.#positions.get(sequenceNumber);
  }
}
