import { readable } from "./journal-value";

/** One API call, as `GET /_lab/journal` and `cloud.journal.after` give it. */
export interface JournalEntry {
  /** 1, 2, 3, … in the order in which calls were answered. */
  readonly n: number;
  /** ms since the epoch, cloud clock. */
  readonly at: number;
  readonly service: string;
  readonly operation: string;
  /** JSON-able: blobs as base64, long values cut with a marker that tells their length. */
  readonly input: unknown;
  readonly outcome: "ok" | { readonly code: string; readonly message: string; readonly status: number };
  readonly output?: unknown;
  /** Access key id; of a role's temporary keys the session's ARN; of a service its name. */
  readonly caller: string;
  readonly origin: "client" | "service";
}

/** A call as it is handed in; the journal numbers it and makes its values JSON-able. */
export type JournalRecord = Omit<JournalEntry, "n">;

/** The most text that the journal keeps; older entries are dropped first, which shows as a gap in the numbers. */
const KEPT_CHARACTERS = 16 * 1024 * 1024;

/** Every API call in order, in bounded memory. */
export class Journal {
  #entries: { readonly entry: JournalEntry; readonly characters: number }[] = [];
  #kept = 0;
  #last = 0;

  add(record: JournalRecord): void {
    const input = readable(record.input);
    const output = readable(record.output);
    const characters = 200 + input.characters + output.characters;
    this.#last += 1;
    this.#entries.push({ entry: { ...record, n: this.#last, input: input.value, output: output.value }, characters });
    this.#kept += characters;
    if (this.#kept > KEPT_CHARACTERS) this.#dropOldest();
  }

  /** Entries numbered above `n`, oldest first. */
  after(n: number): JournalEntry[] {
    const first = this.#entries[0];
    if (first === undefined) return [];
    return this.#entries.slice(Math.max(0, n + 1 - first.entry.n)).map(({ entry }) => entry);
  }

  /** Half at a time, so that the list is not shifted on every call. */
  #dropOldest(): void {
    let drop = 0;
    while (this.#kept > KEPT_CHARACTERS / 2) this.#kept -= this.#entries[drop++]?.characters ?? this.#kept;
    this.#entries = this.#entries.slice(drop);
  }
}
