import { rmSync } from "node:fs";
import type { Core } from "../../core/core";
import type { Random } from "../../core/random";
import type { Table } from "../../storage/table";
import type { Metrics } from "../cloudwatch/metrics";
import { embeddedMetrics } from "./embedded-metrics";
import { EventLog, type EventEntry, type LogEvent } from "./event-log";
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
  appended(events: AppendedEvents): void;
  deleted(group: LogGroup): void;
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
    this.#groups = core.storage.table<LogGroup>("logs/groups");
    this.#streams = core.storage.table<LogStream>("logs/streams");
  }

  /** Adds a listener for new events and deletions. */
  listen(listener: GroupListener): void {
    this.#listeners.push(listener);
  }

  /** All groups, by name. */
  groups(): readonly LogGroup[] {
    return [...this.#groups.values()].sort(byName);
  }

  /** @throws AwsFault ResourceNotFoundException */
  group(name: string): LogGroup {
    const group = this.#groups.get(name);
    if (group === undefined) throw faults.groupNotFound();
    return group;
  }

  /** @throws AwsFault ResourceAlreadyExistsException */
  createGroup(name: string, given: Pick<LogGroup, "tags" | "isProtected" | "kmsKey"> = {}): void {
    if (this.#groups.get(name) !== undefined) throw faults.groupExists();
    this.save({ id: this.#random.hex(16), name, createdAt: this.#core.now(), ...given });
  }

  save(group: LogGroup): void {
    this.#groups.set(group.name, group);
  }

  setRetention(name: string, days: number | undefined): void {
    const group: { retentionDays?: number } & LogGroup = { ...this.group(name) };
    delete group.retentionDays;
    this.save({ ...group, ...(days === undefined ? {} : { retentionDays: days }) });
  }

  deleteGroup(name: string): void {
    const group = this.group(name);
    if (group.isProtected === true) throw faults.groupProtected();
    for (const stream of this.streams(group)) this.#streams.remove(keyOf(group, stream.name));
    this.#groups.remove(name);
    for (const listener of this.#listeners) listener.deleted(group);
    const { log } = this.#eventsOf(group);
    this.#events.delete(group.id);
    this.#core.storage.release(log);
    rmSync(log.path, { force: true });
  }

  /** A group's streams, by name. */
  streams(group: LogGroup): readonly LogStream[] {
    return this.#streams
      .values()
      .filter(({ groupId }) => groupId === group.id)
      .sort(byName);
  }

  /** @throws AwsFault ResourceNotFoundException */
  stream(group: LogGroup, name: string): LogStream {
    const stream = this.#findStream(group, name);
    if (stream === undefined) throw faults.streamNotFound();
    return stream;
  }

  /** @throws AwsFault ResourceAlreadyExistsException */
  createStream(group: LogGroup, name: string): void {
    if (this.#findStream(group, name) !== undefined) throw faults.streamExists();
    const id = this.#random.hex(16);
    this.#streams.set(keyOf(group, name), { id, groupId: group.id, name, createdAt: this.#core.now() });
  }

  deleteStream(group: LogGroup, name: string): void {
    const stream = this.stream(group, name);
    this.#streams.remove(keyOf(group, name));
    this.#eventsOf(group).keepOnly((id) => id !== stream.id);
  }

  append(
    group: LogGroup,
    stream: LogStream,
    events: readonly { readonly at: number; readonly message: string }[],
  ): void {
    const stamp = { ingestedAt: this.#core.now(), ingestedUpMs: this.#core.clock.upMs() };
    const first = this.#eventsOf(group).append(
      stream.id,
      events.map((event): LogEvent => ({ ...event, ...stamp })),
    );
    for (const { message } of events) this.#countEmbedded(group, message, stamp.ingestedAt);
    const numbered = events.map((event, index) => ({ ...event, number: first + index }));
    for (const listener of this.#listeners) listener.appended({ group, stream, events: numbered });
  }

  #countEmbedded(group: LogGroup, message: string, now: number): void {
    const found = embeddedMetrics(message, now);
    if (found === undefined) return;
    if (found !== "invalid") return this.#metrics.record(found);
    const of = { namespace: "AWS/Logs", dimensions: { LogGroupName: group.name }, at: now };
    this.#metrics.put(of, [{ name: "EMFValidationErrors", value: 1, unit: "Count" }]);
  }

  /** A stream's events that have not expired, oldest first. */
  entries(group: LogGroup, stream: LogStream): readonly EventEntry[] {
    const entries = this.#eventsOf(group).entries(stream.id);
    const { retentionDays } = group;
    if (retentionDays === undefined) return entries;
    const upMs = this.#core.clock.upMs();
    return entries.filter(({ ingestedUpMs }) => upMs - ingestedUpMs <= retentionDays * DAY_MS);
  }

  message(group: LogGroup, entry: EventEntry): string {
    return this.#eventsOf(group).message(entry);
  }

  storedBytes(group: LogGroup): number {
    return this.#eventsOf(group).storedBytes;
  }

  /** 56 random digits: sequence tokens have no meaning any more, but AWS still returns them. */
  newSequenceToken(): string {
    return this.#random.text(56, "0123456789");
  }

  /** For other services: writes one line, if the group and the stream exist. Firehose creates neither. */
  write(target: { readonly group: string; readonly stream: string }, at: number, message: string): void {
    const group = this.#groups.get(target.group);
    const stream = group && this.#findStream(group, target.stream);
    if (group !== undefined && stream !== undefined) this.append(group, stream, [{ at, message }]);
  }

  #findStream(group: LogGroup, name: string): LogStream | undefined {
    return this.#streams.get(keyOf(group, name));
  }

  #eventsOf(group: LogGroup): EventLog {
    const known = this.#events.get(group.id);
    if (known !== undefined) return known;
    const events = new EventLog((replay) => this.#core.storage.log(`logs/events-${group.id}`, replay));
    const there = new Set(this.streams(group).map(({ id }) => id));
    events.keepOnly((id) => there.has(id));
    this.#events.set(group.id, events);
    return events;
  }
}

/** The separator is a colon, which a stream's name cannot contain. */
const keyOf = (group: LogGroup, stream: string): string => `${group.id}:${stream}`;

const byName = (a: { readonly name: string }, b: { readonly name: string }): number => (a.name < b.name ? -1 : 1);
