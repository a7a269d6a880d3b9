import { readable } from "./journal-value";
import { TextMemory, type KeptText } from "./text-memory";

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

/** An entry as it is kept: a long one as text. */
type KeptEntry = { readonly entry: JournalEntry; readonly text?: never } | { readonly text: KeptText };

/** A call as it is handed in; the journal numbers it and makes its values JSON-able. */
export type JournalRecord = Omit<JournalEntry, "n">;

/** Entries with more characters than this are kept as JSON: of a PutRecords' thousand values V8 would look at each when it clears its memory. */
const LOOSE_CHARACTERS = 4_096;
/** The most text that the journal keeps; older entries are dropped first, which shows as a gap in the numbers. */
const KEPT_CHARACTERS = 16 * 1024 * 1024;

/** Every API call in order, in bounded memory. */
export class Journal {
  #entries: KeptEntry[] = [];
  readonly #texts = new TextMemory();
  /** How much text each entry holds. */
  #sizes: number[] = [];
  #kept = 0;
  #last = 0;

  add({ at, service, operation, input, outcome, output, caller, origin }: JournalRecord): void {
    const [given, answered] = [readable(input), readable(output)];
    const characters = 200 + given.characters + answered.characters;
    this.#last += 1;
    const entry: JournalEntry = { n: this.#last, at, service, operation, input: given.value, outcome, output: answered.value, caller, origin };
    this.#entries.push(characters > LOOSE_CHARACTERS ? { text: this.#texts.keep(JSON.stringify(entry)) } : { entry });
    this.#sizes.push(characters);
    this.#kept += characters;
    if (this.#kept > KEPT_CHARACTERS) this.#dropOldest();
  }

  /** The number of the latest entry; 0 before the first. */
  get last(): number {
    return this.#last;
  }

  /** Entries numbered above `n`, oldest first. */
  after(n: number): JournalEntry[] {
    const dropped = this.#last - this.#entries.length;
    return this.#entries.slice(Math.max(0, n - dropped)).map((kept) => (kept.text === undefined ? kept.entry : (JSON.parse(this.#texts.read(kept.text)) as JournalEntry)));
  }

  /** Half at a time, so that the list is not shifted on every call. */
  #dropOldest(): void {
    let drop = 0;
    while (this.#kept > KEPT_CHARACTERS / 2) this.#kept -= this.#sizes[drop++] ?? this.#kept;
    for (const { text } of this.#entries.slice(0, drop)) if (text !== undefined) this.#texts.drop(text);
    this.#entries = this.#entries.slice(drop);
    this.#sizes = this.#sizes.slice(drop);
  }
}
