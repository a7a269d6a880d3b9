import { getItemAt } from "../../../../foundation/item-at";
import type { AppendLog } from "../../../storage/append-log";
import { FRAME_HEAD_BYTES } from "../../../storage/frames";

/** The position of an event among all events of its group: ordered by time, then by arrival. */
export interface EventKey {
  /** ms since the epoch, as given by its writer. */
  readonly at: number;
  /** 1, 2, 3, … in the order of arrival in the group. */
  readonly number: number;
}

/** A key before every event's. */
export const FIRST_KEY: EventKey = { at: 0, number: 0 };

export const compareKeys = (a: EventKey, b: EventKey): number => a.at - b.at || a.number - b.number;

const TIME_DIGITS = 20;
const NUMBER_DIGITS = 36;

/** The key as 56 digits, the length of AWS's event ids and tokens. */
export const formatKeyDigits = ({ at, number }: EventKey): string =>
  String(at).padStart(TIME_DIGITS, "0") + String(number).padStart(NUMBER_DIGITS, "0");

/** @returns undefined if these are not the digits of a key */
export function parseKey(digits: string): EventKey | undefined {
  if (!/^\d{56}$/.test(digits)) return undefined;
  return { at: Number(digits.slice(0, TIME_DIGITS)), number: Number(digits.slice(TIME_DIGITS)) };
}

/** An event in the log of its group. */
export interface LogEvent {
  /** ms since the epoch, as given by its writer. */
  readonly at: number;
  readonly message: string;
  /** When the event was ingested, ms since the epoch. */
  readonly ingestedAt: number;
  /** The cloud's uptime at the ingestion, in ms; retention counts uptime. */
  readonly ingestedUpMs: number;
}

/** The position of an event on disk, and the details that are needed without reading it. */
export interface EventEntry extends EventKey {
  /** Id of the stream, since its name may be reused. */
  readonly stream: string;
  readonly ingestedAt: number;
  readonly ingestedUpMs: number;
  readonly offset: number;
  readonly length: number;
  /** The message in UTF-8. */
  readonly messageBytes: number;
}

interface StoredEvent extends LogEvent {
  readonly stream: string;
}

/** The events of one log group: on disk, with an index in memory, each stream's events in the order of their times. */
export class EventLog {
  readonly #log: AppendLog;
  readonly #streams = new Map<string, EventEntry[]>();
  #last = 0;
  #messageBytes = 0;

  /** @param open opens the group's log, and calls `replay` for each frame in it */
  constructor(open: (replay: (payload: Buffer, offset: number) => void) => AppendLog) {
    this.#log = open((payload, offset) => {
      // The border: only this class writes these files.
      this.#add(JSON.parse(payload.toString("utf8")) as StoredEvent, offset, payload.byteLength);
    });
  }

  get log(): AppendLog {
    return this.#log;
  }

  /** The bytes of all messages, with the 26 bytes that AWS adds to each. */
  get storedBytes(): number {
    return this.#messageBytes + 26 * this.#last;
  }

  /** The events of a stream, oldest first. */
  listEntries(stream: string): readonly EventEntry[] {
    return this.#streams.get(stream) ?? [];
  }

  /** @returns the number of the first event; the others follow it */
  append(stream: string, events: readonly LogEvent[]): number {
    const first = this.#last + 1;
    const stored = events.map((event) => ({ stream, ...event }));
    const payloads = stored.map((event) => Buffer.from(JSON.stringify(event)));
    const offsets = this.#log.append(payloads.map((payload) => [payload]));
    for (const [index, event] of stored.entries())
      this.#add(event, getItemAt(offsets, index), getItemAt(payloads, index).byteLength);
    return first;
  }

  readMessage({ offset, length }: EventEntry): string {
    const stored = JSON.parse(this.#log.read(offset + FRAME_HEAD_BYTES, length).toString("utf8")) as StoredEvent;
    return stored.message;
  }

  /** Forgets the events of deleted streams. They stay on disk until the group is deleted. */
  keepOnly(isThere: (stream: string) => boolean): void {
    for (const stream of this.#streams.keys()) if (!isThere(stream)) this.#streams.delete(stream);
  }

  #add({ stream, at, message, ingestedAt, ingestedUpMs }: StoredEvent, offset: number, length: number): void {
    this.#last += 1;
    const messageBytes = Buffer.byteLength(message);
    this.#messageBytes += messageBytes;
    const entry: EventEntry = {
      stream,
      at,
      number: this.#last,
      ingestedAt,
      ingestedUpMs,
      offset,
      length,
      messageBytes,
    };
    const entries = this.#streams.get(stream) ?? [];
    this.#streams.set(stream, entries);
    let position = entries.length;
    while (position > 0 && compareKeys(getItemAt(entries, position - 1), entry) > 0) position -= 1;
    entries.splice(position, 0, entry);
  }
}
