import type { ArrivedBatch } from "./arrived";
import { decodeBatch, decodeHead, encodeBatch, type BatchHead, type LoggedBatch } from "./log-frame";
import type { SourcePosition } from "../../kinesis/model/source";
import { EMPTY_LOG_BYTES, type AppendLog } from "../../../storage/append-log";
import type { NumberedLogs } from "../../../storage/numbered-logs";
import { Segment } from "./segment";

/** The state of a write-ahead log that must outlive its files. */
export interface LogState {
  /** The positions where reading the source stream continues; empty for Direct PUT. */
  readonly sourcePositions: readonly SourcePosition[];
  /** The position that the next record gets. */
  readonly next: number;
}

/** The inputs for reading an earlier run's logs. */
export interface RecoveryOptions {
  /** The records from a position on that the earlier run delivered; positions may occur twice. */
  readonly listDonePositions: (from: number) => Iterable<number>;
  /** Resolves when there may be room for more records in memory. Check `hasCapacity` afterward: another caller may have taken the room. */
  readonly waitForCapacity: () => Promise<void>;
  readonly hasCapacity: () => boolean;
  /** Called with each batch. */
  readonly take: (batch: LoggedBatch) => void;
}

/** How much of an old log is read each time there is room; frames may be as small as a record each. */
export const READ_AGAIN_BYTES = 256 * 1024;

/**
 * The records that a delivery stream has accepted and not yet delivered, on disk: acknowledged records survive a kill.
 * Transformed records and partition buffers can always be rebuilt from this log, so they don't have to survive.
 */
export class WriteAheadLog {
  readonly #logs: NumberedLogs;
  readonly #state: LogState;
  readonly #keep: (logState: LogState) => void;
  #sourcePositions: readonly SourcePosition[];
  #segments: Segment[] = [];
  #lastFound: Segment | undefined;
  #next: number;
  #isDiscarded = false;

  /**
   * @param logs the files
   * @param logState the state that `keep` last received, or a new stream's
   * @param keep stores the state that must be remembered before a file is removed
   */
  constructor(logs: NumberedLogs, logState: LogState, keep: (logState: LogState) => void) {
    this.#logs = logs;
    this.#state = logState;
    this.#sourcePositions = logState.sourcePositions;
    this.#next = logState.next;
    this.#keep = keep;
  }

  /** The positions where reading the source stream continues. */
  get sourcePositions(): readonly SourcePosition[] {
    return this.#sourcePositions;
  }

  /** The position that the next record gets. */
  get next(): number {
    return this.#next;
  }

  /** The first position of the oldest file that is still kept, or the next position. */
  get lowest(): number {
    return this.#segments[0]?.first ?? this.#next;
  }

  /**
   * Reads the logs of an earlier run, one after another. Batches without room in memory are left on disk until there is
   * room.
   */
  async reopen({ listDonePositions, waitForCapacity, hasCapacity, take }: RecoveryOptions): Promise<void> {
    for (const number of this.#logs.listNumbers()) {
      const segment = this.#openAgain(number, listDonePositions);
      for (let from: number | undefined = EMPTY_LOG_BYTES; from !== undefined;) {
        do await waitForCapacity();
        while (!hasCapacity());
        // Its records were all delivered meanwhile, or the stream was deleted.
        if (!this.#segments.includes(segment)) break;
        from = takeSome(segment.log, from, take);
      }
      if (this.#isDiscarded) return;
    }
    this.#forgetDone();
  }

  /**
   * Writes a batch; it is acknowledged when this returns.
   *
   * @throws the operating system's error (a full disk), with nothing written
   */
  append(batch: ArrivedBatch): LoggedBatch {
    const placed = { ...batch, first: this.#next };
    const segment = this.#openSegment();
    segment.log.append([[encodeBatch(placed)]]);
    this.#countIn(segment, placed.records.length);
    this.#goOnBehind(placed);
    return placed;
  }

  /** Whether a record still has outputs to deliver. */
  isOpen(position: number): boolean {
    return (this.#findSegment(position)?.countRemaining(position) ?? 0) > 0;
  }

  /**
   * Counts the outputs that the stages made of a record.
   *
   * @returns whether the record is done, since it has no outputs
   */
  noteProcessed(position: number, outputs: number): boolean {
    return this.#findSegment(position)?.change(position, outputs - 1) ?? false;
  }

  /** The records that will be done once one output of each given position is delivered. Equal positions must be adjacent. */
  listDoneBy(positions: Iterable<number>): number[] {
    const done: number[] = [];
    let outputs = 0;
    let last = -1;
    const end = (): unknown =>
      last >= 0 && outputs === this.#findSegment(last)?.countRemaining(last) && done.push(last);
    for (const position of positions) {
      if (position !== last) {
        end();
        outputs = 0;
      }
      last = position;
      outputs += 1;
    }
    end();
    return done;
  }

  /** Counts off one delivered output of each position. */
  noteDelivered(positions: Iterable<number>): void {
    let segment: Segment | undefined;
    for (const position of positions) {
      if (!segment?.hasPosition(position)) segment = this.#findSegment(position);
      segment?.change(position, -1);
    }
  }

  /** Removes files whose records are all done. Call it after the outcomes of these records have been written down. */
  forgetDone(): void {
    if (this.#segments.some((segment) => this.#canGo(segment))) this.#forgetDone();
  }

  /** Removes everything: pending records are discarded with their stream. */
  discard(): void {
    this.#isDiscarded = true;
    for (const segment of this.#segments) this.#logs.remove(segment.log);
    this.#segments = [];
    this.#lastFound = undefined;
  }

  #openAgain(number: number, donePositions: RecoveryOptions["listDonePositions"]): Segment {
    const heads: BatchHead[] = [];
    const log = this.#logs.open(number, (payload) => heads.push(decodeHead(payload)));
    const segment = new Segment(number, heads[0]?.first ?? this.#next, log);
    this.#segments.push(segment);
    for (const head of heads) {
      // Records that can no longer be read keep their positions, and are done.
      for (let lost = segment.end; lost < head.first; lost += 1) {
        this.#countIn(segment, 1);
        segment.change(lost, -1);
      }
      this.#countIn(segment, head.records);
      // The kept state may be newer than this file, if later files were removed.
      if (head.first >= this.#state.next) this.#goOnBehind(head);
    }
    for (const position of donePositions(segment.first))
      if (segment.countRemaining(position) > 0) segment.change(position, -1);
    return segment;
  }

  #forgetDone(): void {
    const removed = this.#segments.filter((segment) => this.#canGo(segment));
    if (removed.length === 0) return;
    this.#keep({ sourcePositions: this.#sourcePositions, next: this.#next });
    this.#segments = this.#segments.filter((segment) => !removed.includes(segment));
    this.#lastFound = undefined;
    for (const segment of removed) this.#logs.remove(segment.log);
  }

  #canGo(segment: Segment): boolean {
    return segment.isDone && (segment.isFull || segment !== this.#segments.at(-1));
  }

  #countIn(segment: Segment, records: number): void {
    segment.add(records);
    this.#next = Math.max(this.#next, segment.end);
  }

  #goOnBehind({ read }: Pick<LoggedBatch, "read">): void {
    if (read === undefined) return;
    const replaced = new Set([read.shard, ...read.next.map(({ shard }) => shard)]);
    this.#sourcePositions = [...this.#sourcePositions.filter(({ shard }) => !replaced.has(shard)), ...read.next];
  }

  #openSegment(): Segment {
    const last = this.#segments.at(-1);
    if (last !== undefined && !last.isFull) return last;
    const number = (last?.number ?? this.#logs.listNumbers().at(-1) ?? 0) + 1;
    const segment = new Segment(
      number,
      this.#next,
      this.#logs.open(number, () => undefined),
    );
    this.#segments.push(segment);
    return segment;
  }

  #findSegment(position: number): Segment | undefined {
    // Successive lookups are mostly for neighboring positions.
    if (this.#lastFound?.hasPosition(position)) return this.#lastFound;
    this.#lastFound = this.#segments.findLast((segment) => segment.hasPosition(position));
    return this.#lastFound;
  }
}

/** Reads some batches of a log. @returns the offset to continue from; undefined at the log's end */
function takeSome(log: AppendLog, from: number, take: RecoveryOptions["take"]): number | undefined {
  for (const { payload, offset } of log.readFrames(from, true)) {
    if (offset - from >= READ_AGAIN_BYTES) return offset;
    // A copy, since the payload is a view that would keep the whole buffer read from the file in memory.
    take(decodeBatch(Buffer.from(payload)));
  }
  return undefined;
}
