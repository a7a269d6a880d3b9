import type { Core } from "../../../core/core";
import { getValueIn } from "../../../../foundation/item-at";
import { createShardMissingFault, createShardNotFoundFault, type NamedStream } from "./faults";
import { openShards } from "./reshard";
import { putWords, WORDS, type HashWords, Shard } from "./shard";
import { formatShardId, parseShardIndex, type StoredStream } from "./stored-stream";
import type { SegmentIndexes } from "../store/chunk";
import { StreamLog } from "../store/stream-log";
import { getRecordsFolder } from "../store/record";

/** One value of a metric for CloudWatch. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: "Count" | "Bytes" | "Milliseconds";
}

/** The part of CloudWatch that Kinesis uses. */
export interface MetricSink {
  createSource(of: { readonly namespace: string; readonly dimensions: Readonly<Record<string, string>> }): MetricSource;
}

/** The metrics of one stream. */
interface MetricSource {
  /** Adds values to the minute in which `at` (ms since the epoch) lies. */
  count(at: number, figures: readonly Figure[]): void;
}

const HOUR_MS = 3_600_000;

/** A stream: its stored document, and its shards. Changes go through Kinesis.change, which stores them first. */
export class Stream implements NamedStream {
  readonly account: string;
  readonly arn: string;
  readonly #core: Core;
  #stored: StoredStream;
  /** The records of all its shards. */
  readonly log: StreamLog;
  /** The stream's metrics in CloudWatch; set at the first use. */
  figures: MetricSource | undefined;
  #shards = new Map<number, Shard>();
  #open: Shard[] = [];
  /** The last hash keys of the open shards, one after the other. */
  #lastHashes: HashWords = new Uint32Array();

  constructor(core: Core, stored: StoredStream, indexes: SegmentIndexes) {
    this.#core = core;
    this.#stored = stored;
    this.account = core.account;
    this.arn = core.createArn("kinesis", `stream/${stored.name}`);
    this.log = new StreamLog({ storage: core.storage, folder: getRecordsFolder(stored.id), indexes });
    this.take(stored);
  }

  get name(): string {
    return this.#stored.name;
  }

  get stored(): StoredStream {
    return this.#stored;
  }

  /** Applies a changed document. */
  take(stored: StoredStream): void {
    this.#stored = stored;
    const before = this.#shards;
    const reuseOrCreate = (shard: StoredStream["shards"][number], known: Shard | undefined): Shard =>
      known?.stored === shard ? known : new Shard(shard, this.log.getShard(shard.index), known);
    this.#shards = new Map(stored.shards.map((shard) => [shard.index, reuseOrCreate(shard, before.get(shard.index))]));
    this.#open = openShards(stored).map(({ index }) => getValueIn(this.#shards, index));
    this.#lastHashes = new Uint32Array(WORDS * this.#open.length);
    for (const [index, { range }] of this.#open.entries())
      putWords(range.last, this.#lastHashes.subarray(WORDS * index));
  }

  /** The shards whose records can still be read, in the order of creation. */
  get shards(): readonly Shard[] {
    return [...this.#shards.values()].filter((shard) => this.#isReadable(shard));
  }

  /** The open shards, in the order of their hash keys. */
  get open(): readonly Shard[] {
    return this.#open;
  }

  /**
   * Records that arrived at this uptime or before have expired. The retention period counts only time in which the
   * cloud runs.
   */
  get agedUpMs(): number {
    return this.#core.clock.getUpMs() - this.#stored.retentionHours * HOUR_MS;
  }

  /** The open shard that owns a hash key. */
  findOwner(hash: HashWords): Shard {
    let low = 0;
    let high = this.#open.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBelow(this.#lastHashes, WORDS * middle, hash)) low = middle + 1;
      else high = middle;
    }
    const shard = this.#open[low];
    if (shard === undefined) throw new Error(`${this.name} has no open shard`);
    return shard;
  }

  /** A shard by its index; undefined if it never existed, or its records have expired. */
  findShardAt(index: number): Shard | undefined {
    const shard = this.#shards.get(index);
    return shard !== undefined && this.#isReadable(shard) ? shard : undefined;
  }

  /** A shard by its id. @throws AwsFault ResourceNotFoundException with AWS's texts for well-formed and for malformed ids (KDS-019) */
  findShard(id: string): Shard {
    const index = requireShardIndex(this, id);
    const shard = this.findShardAt(index);
    if (shard === undefined) throw createShardMissingFault(this, formatShardId(index));
    return shard;
  }

  /** A shard to split or merge. @throws AwsFault ResourceNotFoundException, with another text than for reading (KDS-034) */
  requireShardToChange(index: number): Shard {
    const shard = this.findShardAt(index);
    if (shard === undefined) throw createShardNotFoundFault(this, formatShardId(index));
    return shard;
  }

  listChildren({ index }: Shard): readonly Shard[] {
    return this.shards.filter(({ stored }) => stored.parent === index || stored.adjacentParent === index);
  }

  #isReadable({ stored }: Shard): boolean {
    return stored.closed === undefined || stored.closed.upMs > this.agedUpMs;
  }

  /** Removes the files of expired records. */
  removeAged(): void {
    this.log.removeAged(this.agedUpMs);
  }

  removeRecords(): void {
    this.log.remove();
  }
}

/** The index in a request's shard id. @throws AwsFault ResourceNotFoundException if the id has none (KDS-033) */
export function requireShardIndex(stream: NamedStream, id: string): number {
  const index = parseShardIndex(id);
  if (index === undefined) throw createShardNotFoundFault(stream, id);
  return index;
}

/** Whether the hash key that begins at word `from` of `several` is lower than `other`. */
function isBelow(several: HashWords, from: number, other: HashWords): boolean {
  for (let word = 0; word < WORDS; word += 1) {
    // The border: both have so many words, and this runs for each record; see SequenceCounter.
    const [first, second] = [several[from + word] as number, other[word] as number];
    if (first !== second) return first < second;
  }
  return false;
}
