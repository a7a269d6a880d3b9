import type { LoggedBatch } from "./log-frame";

/** So many records of a source stream can be asked for by their sequence numbers. */
const REMEMBERED_RECORDS = 20_000;

/** Positions by sequence number, of the last records that were read from a source stream. */
export class RecentRecords {
  readonly #positions = new Map<string, number>();

  remember({ first, records }: LoggedBatch): void {
    for (const [index, { origin }] of records.entries())
      if (origin !== undefined) this.#positions.set(origin.sequenceNumber, first + index);
    // A Map gives its keys back in the order in which they came.
    for (const oldest of this.#positions.keys()) {
      if (this.#positions.size <= REMEMBERED_RECORDS) return;
      this.#positions.delete(oldest);
    }
  }

  positionOf(sequenceNumber: string): number | undefined {
    return this.#positions.get(sequenceNumber);
  }
}
