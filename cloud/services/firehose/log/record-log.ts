import { rmSync } from "node:fs";
import type { Storage } from "../../../storage/storage";
import { NumberedLogs } from "../../../storage/numbered-logs";
import type { ArrivedBatch } from "./arrived";
import type { LoggedBatch } from "./log-frame";
import type { Outcome } from "./outcome";
import { OutcomeLog } from "./outcome-log";
import type { PositionList } from "./position-list";
import { RecentRecords } from "./recent-records";
import { WriteAheadLog, type LogState, type Reopening } from "./write-ahead-log";

/**
 * What one delivery stream knows of its records on disk: those that it has accepted, and what became of them. All else, such as
 * transformed records and buffers, is made again from here after a kill.
 */
export class RecordLog {
  readonly #accepted: WriteAheadLog;
  readonly #outcomes: OutcomeLog;
  readonly #recent = new RecentRecords();
  readonly #folder: string;
  #isDiscarded = false;

  /**
   * @param folder as for `Storage.subfolder`
   * @param state  what `keep` was last told, or how a new stream begins
   * @param keep   told what must be remembered before a part of the log goes
   */
  constructor(storage: Storage, folder: string, { state, keep }: { state: LogState; keep: (state: LogState) => void }) {
    this.#accepted = new WriteAheadLog(new NumberedLogs(storage, folder, "intake"), state, keep);
    this.#outcomes = new OutcomeLog(storage, folder);
    this.#folder = storage.subfolder(folder);
  }

  /** Where reading the source stream goes on. */
  get sourcePositions(): LogState["sourcePositions"] {
    return this.#accepted.sourcePositions;
  }

  /** The position that the next record gets: so many were accepted since the stream was made. */
  get next(): number {
    return this.#accepted.next;
  }

  /** Whether the stream was deleted, and its records with it. */
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
    this.#recent.remember(logged);
    return logged;
  }

  /** Reads the batches of an earlier run that were not delivered, as far as there is room for them. */
  reopen({ room, hasRoom, take }: Omit<Reopening, "donePositions">): Promise<void> {
    return this.#accepted.reopen({
      donePositions: (from) => this.#outcomes.donePositions(from),
      room,
      hasRoom,
      take: (batch) => {
        this.#recent.remember(batch);
        take(batch);
      },
    });
  }

  /** Whether a position was ever given to a record. */
  isKnown(position: number): boolean {
    return position < this.next;
  }

  /** Whether a record still has outputs to deliver. */
  isOpen(position: number): boolean {
    return this.#accepted.isOpen(position);
  }

  /** The position of a record of the source stream; only of the last 20,000 that were read. */
  positionOf(sequenceNumber: string): number | undefined {
    return this.#recent.positionOf(sequenceNumber);
  }

  /** All that became of one record, oldest first. */
  outcomesOf(position: number): readonly Outcome[] {
    return this.#outcomes.of(position);
  }

  /**
   * Notes how many outputs a processed record gave in place of itself.
   *
   * @returns whether the record is done, having given none
   */
  processed(position: number, outputs: number): boolean {
    return this.#accepted.processed(position, outputs);
  }

  /** Notes that a transformation dropped records on purpose: nothing is left to deliver of them. */
  dropped(positions: PositionList, at: number): void {
    this.#outcomes.note({ kind: "dropped", at }, positions, [...positions]);
  }

  /**
   * Notes that one output of each position has come to its end.
   *
   * The note is written before anything is counted off or removed: a kill in between makes a record come twice, never vanish.
   */
  finish(positions: PositionList, outcome: Outcome): void {
    this.#outcomes.note(outcome, positions, this.#accepted.doneBy(positions));
    this.#accepted.delivered(positions);
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
