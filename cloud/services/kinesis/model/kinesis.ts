import type { Core } from "../../../core/core";
import { getDuration, type Duration } from "../../../core/lag";
import type { Random } from "../../../../foundation/random";
import type { Table } from "../../../storage/table";
import { Consumers } from "./consumers";
import {
  createStreamNamedTwiceFault,
  createStreamNotActiveFault,
  createStreamNotFoundFault,
  createStreamNotNamedFault,
  type NamedStream,
} from "./faults";
import { type Figure, type MetricSink, Stream } from "./stream";
import { reshardStream } from "./reshard";
import { SegmentIndexes } from "../store/chunk";
import type { PendingChange, StoredStream } from "./stored-stream";
import { createSealKey, seal, unseal, removeOrphans } from "../store/record";

/** How long creating, changing and deleting a stream take. AWS documents no time; users report about half a minute (KDS-003). */
const CHANGE: Duration = { usual: 1_000, lagging: 30_000 };
const SWEEP_MS = 3_600_000;
const LARGE_REGIONS = ["us-east-1", "us-west-2", "eu-west-1"];

/** The most open shards of an account in a region (KDS-006). */
const getShardLimit = (region: string): number => (LARGE_REGIONS.includes(region) ? 500 : 200);

/** A running subscription, which a later one of the same consumer to the same shard ends. */
interface RunningSubscription {
  /** When the subscription began, ms since the epoch. */
  readonly since: number;
  readonly end: () => void;
}

/** How requests name a stream: by its name, its ARN or both. */
interface StreamReference {
  readonly StreamName?: string | undefined;
  readonly StreamARN?: string | undefined;
}

/** The data streams of the account in this region. */
export class Kinesis {
  readonly #core: Core;
  readonly #metrics: MetricSink;
  readonly #random: Random;
  readonly #table: Table<StoredStream>;
  readonly #streams = new Map<string, Stream>();
  readonly #indexes = new SegmentIndexes();
  /** Cache of `streams`; cleared when a stream is created or deleted. */
  #sorted: readonly Stream[] | undefined;
  readonly #sealKey: string;
  /** The most open shards. */
  readonly shardLimit: number;
  /** Registered (enhanced fan-out) consumers. */
  readonly consumers: Consumers;
  /** Running subscriptions, by consumer ARN and shard. */
  readonly subscriptions = new Map<string, RunningSubscription>();

  /** @param shardQuota the most open shards; undefined for AWS's quota of the region */
  constructor(core: Core, metrics: MetricSink, { shardQuota }: { readonly shardQuota: number | undefined }) {
    this.#core = core;
    this.shardLimit = shardQuota ?? getShardLimit(core.region);
    this.#metrics = metrics;
    this.#random = core.random.fork("kinesis");
    this.#sealKey = loadSealKey(core);
    this.consumers = new Consumers(core);
    this.#table = core.storage.openTable<StoredStream>("kinesis/streams");
    // A damaged table may lack streams whose records are still there.
    if (!this.#table.isIncomplete) removeOrphans(core.storage, new Set(this.#table.listValues().map(({ id }) => id)));
    for (const stored of this.#table.listValues()) this.#open(stored);
    this.#sweepLater();
  }

  /** All streams, by name. */
  get streams(): readonly Stream[] {
    this.#sorted ??= [...this.#streams.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    return this.#sorted;
  }

  /** The number of streams that satisfy a condition. */
  countStreams(isCounted: (stored: StoredStream) => boolean): number {
    let count = 0;
    for (const { stored } of this.#streams.values()) if (isCounted(stored)) count += 1;
    return count;
  }

  find(name: string): Stream | undefined {
    return this.#streams.get(name);
  }

  findByArn(arn: string): Stream | undefined {
    const stream = this.#streams.get(parseName(arn));
    return stream?.arn === arn ? stream : undefined;
  }

  /**
   * The name and account in a request's reference; the stream doesn't have to exist.
   *
   * @throws AwsFault if the request names no stream
   */
  findNamed({ StreamName, StreamARN }: StreamReference): NamedStream {
    const name = StreamName ?? (StreamARN === undefined ? undefined : parseName(StreamARN));
    if (name === undefined) throw createStreamNotNamedFault();
    return { name, account: this.#core.account };
  }

  /** The stream that a request names. @throws AwsFault if the request names no stream, or one that does not exist */
  requireStream({ StreamName, StreamARN }: StreamReference): Stream {
    const name = StreamName ?? (StreamARN === undefined ? undefined : parseName(StreamARN));
    if (name === undefined) throw createStreamNotNamedFault();
    if (StreamARN !== undefined && parseName(StreamARN) !== name) throw createStreamNamedTwiceFault();
    const stream = StreamARN === undefined ? this.#streams.get(name) : this.findByArn(StreamARN);
    if (stream === undefined) throw createStreamNotFoundFault({ name, account: this.#core.account });
    return stream;
  }

  /**
   * The stream, if records can be put and read: while a stream is CREATING or DELETING, AWS reports it as not found
   * (KDS-004).
   */
  requireReadable(reference: StreamReference): Stream {
    const stream = this.requireStream(reference);
    const { status } = stream.stored;
    if (status === "CREATING" || status === "DELETING") throw createStreamNotFoundFault(stream);
    return stream;
  }

  /** The stream, if it can be changed. @throws AwsFault ResourceInUseException if a change is in progress */
  requireChangeable(reference: StreamReference): Stream {
    const stream = this.requireStream(reference);
    if (stream.stored.status !== "ACTIVE") throw createStreamNotActiveFault(stream, stream.stored.status);
    return stream;
  }

  /** Creates a stream; it is ACTIVE a second later, with `--lag` half a minute later. */
  create(settings: Pick<StoredStream, "name" | "mode" | "maxRecordKiB" | "tags" | "wantedShards">): void {
    const createdAt = this.#core.now();
    const stored: StoredStream = {
      ...settings,
      id: this.#random.drawHex(12),
      madeAt: createdAt,
      status: "CREATING",
      pending: { at: createdAt + getDuration(this.#core, CHANGE), change: { kind: "create" } },
      retentionHours: 24,
      shards: [],
      nextShard: 0,
      resizedAt: [],
      modeChangedAt: [],
    };
    this.#table.set(stored.name, stored);
    this.#open(stored);
  }

  /** Stores a change and applies it. */
  change(stream: Stream, fields: Partial<StoredStream>): void {
    const stored = { ...stream.stored, ...fields };
    this.#table.set(stored.name, stored);
    stream.take(stored);
  }

  /** Begins a change, which takes effect after the time of a change. */
  begin(stream: Stream, change: PendingChange, fields: Partial<StoredStream> = {}): void {
    const status = change.kind === "delete" ? "DELETING" : "UPDATING";
    this.change(stream, {
      ...fields,
      status,
      pending: { at: this.#core.now() + getDuration(this.#core, CHANGE), change },
    });
    this.#finishLater(stream);
  }

  /** The number of open shards of all streams, including shards that a pending change will make. */
  get openShardCount(): number {
    let count = 0;
    for (const { stored, open } of this.#streams.values())
      count += stored.status === "CREATING" ? stored.wantedShards : open.length;
    return count;
  }

  /** Adds values to a stream's metrics in CloudWatch. */
  count(stream: Stream, figures: readonly Figure[]): void {
    stream.figures ??= this.#metrics.createSource({
      namespace: "AWS/Kinesis",
      dimensions: { StreamName: stream.name },
    });
    stream.figures.count(this.#core.now(), figures);
  }

  /** A token that only this cloud can have made. */
  seal(text: string): string {
    return seal(this.#sealKey, text);
  }

  unseal(token: string): string | undefined {
    return unseal(this.#sealKey, token);
  }

  #open(stored: StoredStream): void {
    const stream = new Stream(this.#core, stored, this.#indexes);
    this.#streams.set(stored.name, stream);
    this.#sorted = undefined;
    this.#finishLater(stream);
  }

  #finishLater(stream: Stream): void {
    const { pending } = stream.stored;
    if (pending === undefined) return;
    this.#core.clock.schedule(pending.at, () => {
      // A later change, such as a delete while CREATING, has a timer of its own.
      if (stream.stored.pending === pending) this.#finish(stream, pending.change);
    });
  }

  #finish(stream: Stream, change: PendingChange): void {
    if (change.kind === "delete") {
      this.#table.remove(stream.name);
      this.#streams.delete(stream.name);
      this.#sorted = undefined;
      this.consumers.removeByStream(stream);
      stream.removeRecords();
      return;
    }
    const moment = {
      at: this.#core.now(),
      upMs: this.#core.clock.getUpMs(),
      drawNextNumber: (index: number) => stream.findShardAt(index)?.log.next ?? 1,
    };
    this.change(stream, { ...reshardStream(stream.stored, change, moment), status: "ACTIVE", pending: undefined });
  }

  /** Removes expired records once an hour, so that an unused stream frees its disk space too. */
  #sweepLater(): void {
    this.#core.clock.schedule(this.#core.now() + SWEEP_MS, () => {
      for (const stream of this.#streams.values()) stream.removeAged();
      this.#sweepLater();
    });
  }
}

/** Stored, so that iterators are still valid after a restart. */
function loadSealKey(core: Core): string {
  const table = core.storage.openTable<string>("kinesis/keys");
  const key = table.get("seal") ?? createSealKey();
  if (table.get("seal") === undefined) table.set("seal", key);
  return key;
}

/** The stream's name in its ARN: the part after `:stream/`. */
const parseName = (arn: string): string => arn.slice(arn.indexOf(":stream/") + ":stream/".length);
