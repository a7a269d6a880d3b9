import type { AppendLog } from "../../../storage/append-log";
import type { Storage } from "../../../storage/storage";
import { NumberedLogs } from "../../../storage/numbered-logs";
import type { Outcome } from "./arrived";
import { PositionList } from "./segment";

/** A note in the log. Positions are encoded as a PositionList, in base64. */
interface Note {
  readonly outcome: Outcome;
  /** The records whose outputs share this outcome. */
  readonly positions: string;
  /** The records whose last output this was; absent if that is so for all of `positions`. */
  readonly done?: string;
}

interface NoteLog {
  readonly number: number;
  readonly log: AppendLog;
  readonly notes: Note[];
  last: number;
}

const FULL_BYTES = 1024 * 1024;
/** The number of older logs that are kept to answer where a record went. */
const MAX_STORED_LOGS = 2;

/**
 * The outcomes of records, on disk. A delivery counts once it is noted here; a kill between the object and its note
 * makes Firehose deliver the records again, never lose them.
 */
export class OutcomeLog {
  readonly #logs: NumberedLogs;
  #open: NoteLog[];

  constructor(storage: Storage, folder: string) {
    this.#logs = new NumberedLogs(storage, folder, "outcomes");
    this.#open = this.#logs.listNumbers().map((number) => this.#load(number));
  }

  /** The records from a position on that have no output left to deliver, note by note. */
  *listDonePositions(from: number): Generator<number> {
    const notes = this.#open.filter(({ last }) => last >= from).flatMap((log) => log.notes);
    for (const { positions, done } of notes)
      for (const position of decodePositions(done ?? positions)) if (position >= from) yield position;
  }

  /**
   * Writes down the outcome of records.
   *
   * @param done the records among `positions` that have no output left to deliver
   */
  note(outcome: Outcome, positions: PositionList, done: readonly number[]): void {
    const all = { outcome, positions: encodePositions(positions) };
    this.#write(
      done.length === positions.count ? all : { ...all, done: encodePositions(createList(done)) },
      positions.last,
    );
  }

  /** All outcomes of one record, oldest first. Only the last few megabytes of notes are kept. */
  getOutcomes(position: number): readonly Outcome[] {
    const notes = this.#open.filter(({ last }) => last >= position).flatMap((log) => log.notes);
    return notes
      .filter(({ positions }) => hasPosition(decodePositions(positions), position))
      .map(({ outcome }) => outcome);
  }

  /**
   * Removes notes that neither a restart nor a lookup needs.
   *
   * @param lowest the lowest position that the write-ahead log still holds
   */
  forget(lowest: number): void {
    const old = this.#open.slice(0, -MAX_STORED_LOGS);
    const removed = old.filter((_, index) => old.slice(0, index + 1).every(({ last }) => last < lowest));
    this.#open = this.#open.filter((log) => !removed.includes(log));
    for (const { log } of removed) this.#logs.remove(log);
  }

  discard(): void {
    for (const { log } of this.#open) this.#logs.remove(log);
    this.#open = [];
  }

  #write(note: Note, last: number): void {
    let current = this.#open.at(-1);
    if (current === undefined || current.log.bytes >= FULL_BYTES) {
      current = this.#load((current?.number ?? 0) + 1);
      this.#open.push(current);
    }
    current.log.append([[Buffer.from(JSON.stringify(note))]]);
    current.notes.push(note);
    current.last = Math.max(current.last, last);
  }

  #load(number: number): NoteLog {
    const notes: Note[] = [];
    // The border: only this class writes these files.
    const log = this.#logs.open(number, (payload) => notes.push(JSON.parse(payload.toString("utf8")) as Note));
    return { number, log, notes, last: Math.max(-1, ...notes.map(({ positions }) => decodePositions(positions).last)) };
  }
}

const encodePositions = (positions: PositionList): string =>
  Buffer.from(positions.encodePositions()).toString("base64");
const decodePositions = (text: string): PositionList => PositionList.from(Buffer.from(text, "base64"));

function createList(positions: readonly number[]): PositionList {
  const list = new PositionList();
  for (const position of positions) list.add(position);
  return list;
}

function hasPosition(positions: PositionList, position: number): boolean {
  for (const item of positions) if (item >= position) return item === position;
  return false;
}
