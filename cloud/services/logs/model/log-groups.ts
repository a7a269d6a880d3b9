import { rmSync } from "node:fs";
import type { Core } from "../../../core/core";
import type { Random } from "../../../../foundation/random";
import type { Table } from "../../../storage/table";
import type { Metrics } from "../../cloudwatch/model/metrics";
import { parseEmbeddedMetrics } from "./embedded-metrics";
import { EventLog, type EventEntry, type LogEvent } from "../store/event-log";
import * as faults from "./faults";

/** A log group as it is stored. */
export interface LogGroup {
  readonly id: string;
  readonly name: string;
  /** ms since the epoch. */
  readonly createdAt: number;
  /** Undefined: events never expire. */
  readonly retentionDays?: number;
  readonly tags?: Readonly<Record<string, string>>;
  /** Whether the group is protected from deletion. */
  readonly isProtected?: boolean;
  /** The ARN of the key that descriptions name; events are stored unencrypted. */
  readonly kmsKey?: string;
}

/** A log stream as it is stored. */
export interface LogStream {
  readonly id: string;
  readonly groupId: string;
  readonly name: string;
  readonly createdAt: number;
}

/** Events that were appended to a stream, each with its number in the group. */
export interface AppendedEvents {
  readonly group: LogGroup;
  readonly stream: LogStream;
  readonly events: readonly { readonly at: number; readonly message: string; readonly number: number }[];
}

/** Reacts to new events and deletions in groups: implemented by the filters. */
interface GroupListener {
  onAppended(events: AppendedEvents): void;
  onDeleted(group: LogGroup): void;
}

const DAY_MS = 86_400_000;

/** The log groups of the account, their streams and events. */
export class LogGroups {
  readonly #core: Core;
  readonly #metrics: Pick<Metrics, "record" | "put">;
  readonly #random: Random;
  readonly #groups: Table<LogGroup>;
  readonly #streams: Table<LogStream>;
  readonly #events = new Map<string, EventLog>();
  readonly #listeners: GroupListener[] = [];

  /** @param metrics gets the metrics of events in the embedded metric format */
  constructor(core: Core, metrics: Pick<Metrics, "record" | "put">) {
    this.#core = core;
    this.#metrics = metrics;
    this.#random = core.random.fork("logs");
    this.#groups = core.storage.openTable<LogGroup>("logs/groups");
    this.#streams = core.storage.openTable<LogStream>("logs/streams");
  }

  /** Adds a listener for new events and deletions. */
  listen(listener: GroupListener): void {
    this.#listeners.push(listener);
  }

  /** All groups, by name. */
  listGroups(): readonly LogGroup[] {
    return [...this.#groups.listValues()].sort(compareByName);
  }

  /** @throws AwsFault ResourceNotFoundException */
  requireGroup(name: string): LogGroup {
    const group = this.#groups.get(name);
    if (group === undefined) throw faults.createGroupNotFoundFault();
    return group;
  }

  /** @throws AwsFault ResourceAlreadyExistsException */
  createGroup(name: string, details: Pick<LogGroup, "tags" | "isProtected" | "kmsKey"> = {}): void {
    if (this.#groups.get(name) !== undefined) throw faults.createGroupExistsFault();
    this.save({ id: this.#random.drawHex(16), name, createdAt: this.#core.now(), ...details });
  }

  save(group: LogGroup): void {
    this.#groups.set(group.name, group);
  }

  setRetention(name: string, days: number | undefined): void {
    const group: { retentionDays?: number } & LogGroup = { ...this.requireGroup(name) };
    delete group.retentionDays;
    this.save({ ...group, ...(days === undefined ? {} : { retentionDays: days }) });
  }

  deleteGroup(name: string): void {
    const group = this.requireGroup(name);
    if (group.isProtected === true) throw faults.createGroupProtectedFault();
    for (const stream of this.listStreams(group)) this.#streams.remove(getKey(group, stream.name));
    this.#groups.remove(name);
    for (const listener of this.#listeners) listener.onDeleted(group);
    const { log } = this.#openEvents(group);
    this.#events.delete(group.id);
    this.#core.storage.release(log);
    rmSync(log.path, { force: true });
  }

  /** A group's streams, by name. */
  listStreams(group: LogGroup): readonly LogStream[] {
    return this.#streams
      .listValues()
      .filter(({ groupId }) => groupId === group.id)
      .sort(compareByName);
  }

  /** @throws AwsFault ResourceNotFoundException */
  requireStream(group: LogGroup, name: string): LogStream {
    const stream = this.#findStream(group, name);
    if (stream === undefined) throw faults.createStreamNotFoundFault();
    return stream;
  }

  /** @throws AwsFault ResourceAlreadyExistsException */
  createStream(group: LogGroup, name: string): void {
    if (this.#findStream(group, name) !== undefined) throw faults.createStreamExistsFault();
    const id = this.#random.drawHex(16);
    this.#streams.set(getKey(group, name), { id, groupId: group.id, name, createdAt: this.#core.now() });
  }

  deleteStream(group: LogGroup, name: string): void {
    const stream = this.requireStream(group, name);
    this.#streams.remove(getKey(group, name));
    this.#openEvents(group).keepOnly((id) => id !== stream.id);
  }

  append(
    group: LogGroup,
    stream: LogStream,
    events: readonly { readonly at: number; readonly message: string }[],
  ): void {
    const stamp = { ingestedAt: this.#core.now(), ingestedUpMs: this.#core.clock.getUpMs() };
    const first = this.#openEvents(group).append(
      stream.id,
      events.map((event): LogEvent => ({ ...event, ...stamp })),
    );
    for (const { message } of events) this.#countEmbedded(group, message, stamp.ingestedAt);
    const numbered = events.map((event, index) => ({ ...event, number: first + index }));
    for (const listener of this.#listeners) listener.onAppended({ group, stream, events: numbered });
  }

  #countEmbedded(group: LogGroup, message: string, now: number): void {
    const found = parseEmbeddedMetrics(message, now);
    if (found === undefined) return;
    if (found !== "invalid") return this.#metrics.record(found);
    const of = { namespace: "AWS/Logs", dimensions: { LogGroupName: group.name }, at: now };
    this.#metrics.put(of, [{ name: "EMFValidationErrors", value: 1, unit: "Count" }]);
  }

  /** A stream's events that have not expired, oldest first. */
  listEntries(group: LogGroup, stream: LogStream): readonly EventEntry[] {
    const entries = this.#openEvents(group).listEntries(stream.id);
    const { retentionDays } = group;
    if (retentionDays === undefined) return entries;
    const upMs = this.#core.clock.getUpMs();
    return entries.filter(({ ingestedUpMs }) => upMs - ingestedUpMs <= retentionDays * DAY_MS);
  }

  readMessage(group: LogGroup, entry: EventEntry): string {
    return this.#openEvents(group).readMessage(entry);
  }

  countStoredBytes(group: LogGroup): number {
    return this.#openEvents(group).storedBytes;
  }

  /** 56 random digits: sequence tokens have no meaning any more, but AWS still returns them. */
  createSequenceToken(): string {
    return this.#random.drawText(56, "0123456789");
  }

  /** For other services: writes one line, if the group and the stream exist. Firehose creates neither. */
  write(target: { readonly group: string; readonly stream: string }, at: number, message: string): void {
    const group = this.#groups.get(target.group);
    const stream = group && this.#findStream(group, target.stream);
    if (group !== undefined && stream !== undefined) this.append(group, stream, [{ at, message }]);
  }

  #findStream(group: LogGroup, name: string): LogStream | undefined {
    return this.#streams.get(getKey(group, name));
  }

  #openEvents(group: LogGroup): EventLog {
    const known = this.#events.get(group.id);
    if (known !== undefined) return known;
    const events = new EventLog((replay) => this.#core.storage.log(`logs/events-${group.id}`, replay));
    const there = new Set(this.listStreams(group).map(({ id }) => id));
    events.keepOnly((id) => there.has(id));
    this.#events.set(group.id, events);
    return events;
  }
}

/** The separator is a colon, which a stream's name cannot contain. */
const getKey = (group: LogGroup, stream: string): string => `${group.id}:${stream}`;

const compareByName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name < b.name ? -1 : 1;
