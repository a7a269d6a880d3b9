import type { ArrivedBatch } from "./arrived";
import { decodeBatch, encodeBatch, type PlacedBatch } from "./intake-frame";
import type { SourcePosition } from "../../kinesis/source";
import type { NumberedLogs } from "../../../storage/numbered-logs";
import { Segment } from "./segment";

/** What outlives the logs of an intake. */
export interface KeptIntake {
  /** Where reading the source stream goes on; empty for Direct PUT. */
  readonly sourcePositions: readonly SourcePosition[];
  /** The position that the next record gets. */
  readonly next: number;
}

/**
 * The records that a delivery stream has accepted and not yet delivered, on disk: what was acknowledged survives a kill.
 * What lies behind (transformed records, partition buffers) can always be made again from here, so it need not survive.
 */
export class Intake {
  readonly #logs: NumberedLogs;
  readonly #kept: KeptIntake;
  readonly #keep: (kept: KeptIntake) => void;
  #sourcePositions: readonly SourcePosition[];
  #segments: Segment[] = [];
  #lastFound: Segment | undefined;
  #next: number;

  /**
   * @param logs where its logs are
   * @param kept what `keep` was last told, or how a new stream begins
   * @param keep told before a log goes: what must be remembered of it
   */
  constructor(logs: NumberedLogs, kept: KeptIntake, keep: (kept: KeptIntake) => void) {
    this.#logs = logs;
    this.#kept = kept;
    this.#sourcePositions = kept.sourcePositions;
    this.#next = kept.next;
    this.#keep = keep;
  }

  /** Where reading the source stream goes on. */
  get sourcePositions(): readonly SourcePosition[] {
    return this.#sourcePositions;
  }

  /** The position that the next record gets. */
  get next(): number {
    return this.#next;
  }

  /** The lowest position that is not done, or the next one. */
  get lowest(): number {
    return this.#segments[0]?.first ?? this.#next;
  }

  /**
   * Reads the logs of an earlier run, one after another.
   *
   * @param take called with each batch of it; resolves when there is room for the next
   * @param isDone whether a record was delivered before
   */
  async reopen(take: (batch: PlacedBatch) => Promise<void>, isDone: (position: number) => boolean): Promise<void> {
    for (const number of this.#logs.numbers()) {
      const batches: PlacedBatch[] = [];
      const log = this.#logs.open(number, (payload) => batches.push(decodeBatch(payload)));
      const segment = new Segment(number, batches[0]?.first ?? this.#next, log);
      this.#segments.push(segment);
      const { next } = this.#kept;
      for (const batch of batches) {
        this.#countIn(segment, batch);
        // What was kept may be newer than this log, if logs behind it are gone.
        if (batch.first >= next) this.#goOnBehind(batch);
      }
      for (let position = segment.first; position < segment.end; position++) if (isDone(position)) segment.change(position, -1);
      for (const batch of batches) await take(batch);
    }
    this.#forgetDone();
  }

  /**
   * Writes a batch; it is acknowledged when this returns.
   *
   * @throws the operating system's error (a full disk), with nothing written
   */
  append(batch: ArrivedBatch): PlacedBatch {
    const placed = { ...batch, first: this.#next };
    const segment = this.#openSegment();
    segment.log.append([[encodeBatch(placed)]]);
    this.#countIn(segment, placed);
    this.#goOnBehind(placed);
    return placed;
  }

  /** Whether a record still has outputs to deliver. */
  isOpen(position: number): boolean {
    return (this.#segmentOf(position)?.left(position) ?? 0) > 0;
  }

  /**
   * Notes how many outputs a processed record gave in place of itself.
   *
   * @returns whether the record is done, having given none
   */
  processed(position: number, outputs: number): boolean {
    return this.#segmentOf(position)?.change(position, outputs - 1) ?? false;
  }

  /** The records of which nothing will be left when one output of each position is delivered. Equal positions stand together. */
  doneBy(positions: Iterable<number>): number[] {
    const done: number[] = [];
    let outputs = 0;
    let last = -1;
    const end = (): unknown => last >= 0 && outputs === this.#segmentOf(last)?.left(last) && done.push(last);
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

  /** Counts off that one output of each position was delivered. */
  delivered(positions: Iterable<number>): void {
    let segment: Segment | undefined;
    for (const position of positions) {
      if (!segment?.holds(position)) segment = this.#segmentOf(position);
      segment?.change(position, -1);
    }
  }

  /** Removes the logs of which nothing is needed any more. Call it after what was delivered has been written down. */
  forgetDone(): void {
    if (this.#segments.some((segment) => this.#canGo(segment))) this.#forgetDone();
  }

  /** Removes everything: pending records are discarded with their stream. */
  discard(): void {
    for (const segment of this.#segments) this.#logs.remove(segment.log);
    this.#segments = [];
    this.#lastFound = undefined;
  }

  #forgetDone(): void {
    const gone = this.#segments.filter((segment) => this.#canGo(segment));
    if (gone.length === 0) return;
    this.#keep({ sourcePositions: this.#sourcePositions, next: this.#next });
    this.#segments = this.#segments.filter((segment) => !gone.includes(segment));
    this.#lastFound = undefined;
    for (const segment of gone) this.#logs.remove(segment.log);
  }

  #canGo(segment: Segment): boolean {
    return segment.isDone && (segment.isFull || segment !== this.#segments.at(-1));
  }

  #countIn(segment: Segment, batch: PlacedBatch): void {
    segment.add(batch.records.length);
    this.#next = Math.max(this.#next, segment.end);
  }

  #goOnBehind({ read }: PlacedBatch): void {
    if (read === undefined) return;
    const replaced = new Set([read.shard, ...read.next.map(({ shard }) => shard)]);
    this.#sourcePositions = [...this.#sourcePositions.filter(({ shard }) => !replaced.has(shard)), ...read.next];
  }

  #openSegment(): Segment {
    const last = this.#segments.at(-1);
    if (last !== undefined && !last.isFull) return last;
    const number = (last?.number ?? this.#logs.numbers().at(-1) ?? 0) + 1;
    const segment = new Segment(number, this.#next, this.#logs.open(number, () => undefined));
    this.#segments.push(segment);
    return segment;
  }

  #segmentOf(position: number): Segment | undefined {
    // Neighbours are asked for one after another.
    if (this.#lastFound?.holds(position)) return this.#lastFound;
    this.#lastFound = this.#segments.findLast((segment) => segment.holds(position));
    return this.#lastFound;
  }
}
