import type { Core } from "../../../../core/core";
import { getDuration, type Duration } from "../../../../core/lag";
import type { Random } from "../../../../../foundation/random";
import type { Table } from "../../../../storage/table";
import { createQueueDeletedRecentlyFault, createQueueDoesNotExistFault } from "../faults";
import { MessageStore } from "../../store/message-store";
import type { MetricSink } from "../meter";
import { QueueMetrics } from "./metrics";
import { MoveTasks } from "./move-tasks";
import { Queue, type QueueParts } from "../queue/queue";
import { getAttributes, hasGroupScope, type StoredQueue } from "../queue/attributes";
import { type Sample, createTurns, drawSample } from "../queue/contents";
import { DEDUPLICATION_MS } from "../queue/attempts";

/** A deleted queue's name can be used again after this time (SVC-006). */
const NAME_RESTS_MS = 60_000;
/** How long a new queue cannot be used: a second, as AWS documents (LAG-006). */
const USABLE_AFTER: Duration = { usual: 0, lagging: 1_000 };
/** How long ListQueues may still list a deleted queue: up to a minute, as AWS documents (LAG-006). */
const LISTED: Duration = { usual: 0, lagging: 60_000 };
/** How long a queue's older attributes stay in effect after a change: up to a minute, as AWS documents (LAG-006). */
const CHANGED_AFTER: Duration = { usual: 0, lagging: 60_000 };
/**
 * How long a queue deduplicates by its older scope, also without `--lag`: not at once, as LocalStack recorded on AWS on
 * 2025-08-19 (test_fifo_change_to_high_throughput_after_creation); a minute, as for all attributes (LAG-006).
 */
const SCOPE_CHANGED_AFTER_MS = 60_000;

/** The queues of a cloud before its reset. */
const before = new WeakMap<Core["storage"], Sqs>();

/** A deleted queue, whose name is still reserved. */
interface DeletedQueue {
  readonly name: string;
  /** ms since the epoch. */
  readonly at: number;
}

/** The queues of the account in this region. */
export class Sqs {
  /** The metrics of the queues for CloudWatch. */
  readonly metrics: QueueMetrics;
  readonly moveTasks: MoveTasks;
  readonly #core: Core;
  readonly #random: Random;
  readonly #table: Table<StoredQueue>;
  readonly #deleted: Table<DeletedQueue>;
  readonly #serials: Table<number>;
  readonly #queues = new Map<string, Queue>();
  readonly #bySerial = new Map<number, Queue>();
  readonly #store: MessageStore;
  readonly #parts: QueueParts;

  readonly #shortReturns: boolean;

  /** @param shortReturns whether long polls return only the messages of the first machine that has any */
  constructor(core: Core, metrics: MetricSink, { shortReturns }: { readonly shortReturns: boolean }) {
    before.get(core.storage)?.end();
    before.set(core.storage, this);
    this.#core = core;
    this.#shortReturns = shortReturns;
    this.metrics = new QueueMetrics(core, metrics);
    this.#random = core.random.fork("sqs");
    this.#table = core.storage.openTable<StoredQueue>("sqs/queues");
    this.#deleted = core.storage.openTable<DeletedQueue>("sqs/deleted");
    this.#serials = core.storage.openTable<number>("sqs/serials");
    this.#store = new MessageStore(core, {
      find: ({ queue, number }) => this.#bySerial.get(queue)?.contents.find(number),
      shouldRemember: (queue, key, number) => this.#bySerial.get(queue)?.findSentBefore(key)?.number === number,
    });
    this.#parts = {
      core,
      store: this.#store,
      findByArn: (arn) => this.findByArn(arn),
      createId: () => this.#random.drawUuid(),
    };
    for (const stored of this.#table.listValues()) this.#open(stored);
    for (const deleted of this.#deleted.listValues()) this.#forgetLater(deleted);
    this.#load();
    this.moveTasks = new MoveTasks(core, (arn) => this.findByArn(arn));
  }

  /** All queues, by name. */
  get queues(): readonly Queue[] {
    return [...this.#queues.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  find(name: string): Queue | undefined {
    return this.#queues.get(name);
  }

  /** @throws AwsFault QueueDoesNotExist */
  requireQueue(name: string): Queue {
    const queue = this.#queues.get(name);
    if (queue === undefined) throw createQueueDoesNotExistFault();
    return queue;
  }

  findByArn(arn: string): Queue | undefined {
    const queue = this.#queues.get(arn.slice(arn.lastIndexOf(":") + 1));
    return queue?.arn === arn ? queue : undefined;
  }

  /** The queues that have this one as their dead-letter queue, by name. */
  listSources({ arn }: Queue): readonly Queue[] {
    return this.queues.filter(({ settings }) => settings.redrive?.deadLetterArn === arn);
  }

  /** @throws AwsFault QueueDeletedRecently */
  create(settings: Pick<StoredQueue, "name" | "attributes" | "tags">): Queue {
    const now = this.#core.now();
    const deleted = this.#deleted.get(settings.name);
    if (deleted !== undefined && now < deleted.at + NAME_RESTS_MS) throw createQueueDeletedRecentlyFault();
    const serial = (this.#serials.get("last") ?? 0) + 1;
    this.#serials.set("last", serial);
    const stored: StoredQueue = { ...settings, serial, createdAt: now, modifiedAt: now };
    this.#table.set(stored.name, stored);
    this.#deleted.remove(stored.name);
    return this.#open(stored);
  }

  /** Stores a change and applies it. Some attributes take effect later, with `--lag` all. */
  change(queue: Queue, fields: Partial<Omit<StoredQueue, "before" | "olderScope">>): void {
    const { attributes } = fields;
    if (attributes === undefined) return this.#keep(queue, { ...queue.stored, ...fields });
    const until = this.#core.now() + getDuration(this.#core, CHANGED_AFTER);
    const before = this.#core.lags ? { attributes: getAttributes(queue.stored), until } : undefined;
    this.#keep(queue, { ...queue.stored, ...fields, before, olderScope: this.#getOlderScope(queue, attributes) });
    this.#changeLater(queue);
  }

  /** The scope of deduplication that stays in effect for a while after a change of a queue's attributes. */
  #getOlderScope({ stored, settings }: Queue, attributes: StoredQueue["attributes"]): StoredQueue["olderScope"] {
    if (hasGroupScope(stored.attributes) === hasGroupScope(attributes)) return stored.olderScope;
    const isGroup = settings.deduplicatesByGroup;
    if (isGroup === hasGroupScope(attributes)) return undefined;
    return { isGroup, until: this.#core.now() + SCOPE_CHANGED_AFTER_MS };
  }

  delete(queue: Queue): void {
    const now = this.#core.now();
    const deleted = { name: queue.name, at: now };
    this.#deleted.set(queue.name, deleted);
    this.#table.remove(queue.name);
    this.#queues.delete(queue.name);
    this.#bySerial.delete(queue.stored.serial);
    queue.end();
    this.#forgetLater(deleted);
  }

  /** Whether a queue can already be used: with `--lag` a new one cannot at first. */
  isUsable({ stored: { createdAt } }: Queue): boolean {
    return this.#core.now() >= createdAt + getDuration(this.#core, USABLE_AFTER);
  }

  /** The names that ListQueues lists, in order. */
  listQueues(): readonly { readonly name: string }[] {
    const since = this.#core.now() - getDuration(this.#core, LISTED);
    const lingering = [...this.#deleted.listValues()].filter(({ at }) => at > since);
    return [...this.#queues.values(), ...lingering].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** The share of a queue that one short poll sees. */
  chooseSample(): Sample {
    return drawSample(this.#random);
  }

  /** The shares of a queue that one long poll tries until one has a message; undefined if it sees the whole queue. */
  get machinesInTurn(): (() => readonly Sample[]) | undefined {
    return this.#shortReturns ? () => createTurns(this.#random) : undefined;
  }

  /** Ends waiting receives after a reset, which has removed all queues: the clock that would wake them was reset, too. */
  end(): void {
    for (const queue of this.#queues.values()) queue.end();
  }

  #open(stored: StoredQueue): Queue {
    const queue = new Queue(this.#parts, stored);
    this.#queues.set(stored.name, queue);
    this.#bySerial.set(stored.serial, queue);
    this.#changeLater(queue);
    return queue;
  }

  #load(): void {
    const loaded = this.#store.load({
      isFifo: (serial) => this.#bySerial.get(serial)?.settings.isFifo,
      rememberedSince: this.#core.now() - DEDUPLICATION_MS,
    });
    for (const [serial, messages] of loaded.messages) this.#bySerial.get(serial)?.restore(messages);
    for (const remembered of [...loaded.remembered].sort((a, b) => a.sentAt - b.sentAt))
      this.#bySerial.get(remembered.queue)?.deduplication.rememberMessage(remembered);
  }

  #keep(queue: Queue, stored: StoredQueue): void {
    this.#table.set(stored.name, stored);
    queue.take(stored);
  }

  /** Puts a queue's newer attributes into effect at their time. */
  #changeLater(queue: Queue): void {
    for (const name of ["before", "olderScope"] as const) {
      const older = queue.stored[name];
      if (older === undefined) continue;
      this.#core.clock.schedule(older.until, () => {
        if (!queue.isDeleted && queue.stored[name] === older) this.#keep(queue, { ...queue.stored, [name]: undefined });
      });
    }
  }

  #forgetLater(deleted: DeletedQueue): void {
    this.#core.clock.schedule(deleted.at + NAME_RESTS_MS, () => {
      if (this.#deleted.get(deleted.name) === deleted) this.#deleted.remove(deleted.name);
    });
  }
}
