import { rmSync } from "node:fs";
import type { Storage } from "../../../storage/storage";
import { NumberedLogs } from "../../../storage/numbered-logs";
import type { ArrivedBatch, Outcome } from "./arrived";
import type { LoggedBatch } from "./log-frame";
import { OutcomeLog } from "./outcome-log";
import { WriteAheadLog, type LogState, type RecoveryOptions } from "./write-ahead-log";
import type { PositionList } from "./segment";

/** How many of a source stream's last records can be looked up by sequence number. */
const REMEMBERED_RECORDS = 20_000;

/** Positions by sequence number, of the last records that were read from a source stream. */
class RecentRecords {
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

/**
 * One delivery stream's knowledge of its records, on disk: the accepted records and their outcomes. Everything else,
 * such as transformed records and buffers, is rebuilt from these logs after a kill.
 */
export class RecordLog {
  readonly #accepted: WriteAheadLog;
  readonly #outcomes: OutcomeLog;
  readonly #recent = new RecentRecords();
  readonly #folder: string;
  #isDiscarded = false;

  /**
   * @param folder as for `Storage.createSubfolder`
   * @param state the state that `keep` last received, or a new stream's
   * @param keep stores the state that must be remembered before a part of the log is removed
   */
  constructor(storage: Storage, folder: string, { state, keep }: { state: LogState; keep: (state: LogState) => void }) {
    this.#accepted = new WriteAheadLog(new NumberedLogs(storage, folder, "intake"), state, keep);
    this.#outcomes = new OutcomeLog(storage, folder);
    this.#folder = storage.createSubfolder(folder);
  }

  /** The positions where reading the source stream continues. */
  get sourcePositions(): LogState["sourcePositions"] {
    return this.#accepted.sourcePositions;
  }

  /** The position that the next record gets: equal to the number of records accepted since the stream was created. */
  get next(): number {
    return this.#accepted.next;
  }

  /** Whether the records were discarded because the stream was deleted. */
  get isDiscarded(): boolean {
    return this.#isDiscarded;
  }

  /**
   * Writes a batch; it is acknowledged when this returns.
   *
   * @throws the operating system's error (a full disk), with nothing written
   */
  append(batch: ArrivedBatch): LoggedBatch {
    const logged = this.#accepted.append(batch);
    this.#recent.rememberRecords(logged);
    return logged;
  }

  /** Reads the batches of an earlier run that were not delivered, as room for them becomes free. */
  reopen({ waitForCapacity, hasCapacity, take }: Omit<RecoveryOptions, "listDonePositions">): Promise<void> {
    return this.#accepted.reopen({
      listDonePositions: (from) => this.#outcomes.listDonePositions(from),
      waitForCapacity,
      hasCapacity,
      take: (batch) => {
        this.#recent.rememberRecords(batch);
        take(batch);
      },
    });
  }

  /** Whether any record has this position. */
  isKnown(position: number): boolean {
    return position < this.next;
  }

  /** Whether a record still has outputs to deliver. */
  isOpen(position: number): boolean {
    return this.#accepted.isOpen(position);
  }

  /** The position of a record of the source stream; known only for the last 20,000 records that were read. */
  findPosition(sequenceNumber: string): number | undefined {
    return this.#recent.findPosition(sequenceNumber);
  }

  /** All outcomes of one record, oldest first. */
  getOutcomes(position: number): readonly Outcome[] {
    return this.#outcomes.getOutcomes(position);
  }

  /**
   * Counts the outputs that the stages made of a record.
   *
   * @returns whether the record is done, since it has no outputs
   */
  noteProcessed(position: number, outputs: number): boolean {
    return this.#accepted.noteProcessed(position, outputs);
  }

  /** Notes that a transformation dropped records on purpose: they have no outputs to deliver. */
  noteDropped(positions: PositionList, at: number): void {
    this.#outcomes.note({ kind: "dropped", at }, positions, [...positions]);
  }

  /**
   * Notes the outcome of one output of each position.
   *
   * The note is written before outputs are counted off or logs removed: a kill in between delivers a record twice, but
   * never loses it.
   */
  finish(positions: PositionList, outcome: Outcome): void {
    this.#outcomes.note(outcome, positions, this.#accepted.listDoneBy(positions));
    this.#accepted.noteDelivered(positions);
    this.#accepted.forgetDone();
    this.#outcomes.forget(this.#accepted.lowest);
  }

  /** Removes everything: pending records are discarded with their stream. */
  discard(): void {
    this.#isDiscarded = true;
    this.#accepted.discard();
    this.#outcomes.discard();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
