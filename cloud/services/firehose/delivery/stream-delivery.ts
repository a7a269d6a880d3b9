import { rmSync } from "node:fs";
import { join } from "node:path";
import { AwsFault } from "../../../core/faults";
import { NumberedLogs } from "../../../storage/numbered-logs";
import type { SourcePosition } from "../../kinesis/source";
import { StreamMetrics } from "../metrics";
import type { ArrivedBatch } from "./arrived";
import { ActivePartitions } from "./active-partitions";
import { BatchLine } from "./batch-line";
import type { ClosedBuffer } from "./closed-buffer";
import type { DeliveryConfig, DeliveryIdentity, DeliveryParts } from "./delivery-parts";
import { deliveryErrorLine, processingErrorLine } from "./error-log";
import { Intake, type KeptIntake } from "./intake";
import type { PlacedBatch } from "./intake-frame";
import { OpenBuffers } from "./open-buffers";
import type { Outcome } from "./outcome";
import { Outbox } from "./outbox";
import { Outcomes } from "./outcomes";
import type { PositionList } from "./position-list";
import { Processing, type Processed } from "./processing";
import { keyOf, putObject } from "./put-object";
import { RecentRecords } from "./recent-records";
import type { Failure } from "./stage";
import { partitionName, whereIs, type Place } from "./whereabouts";

/** What a delivery is made with. */
export interface DeliveryStart {
  readonly identity: DeliveryIdentity;
  readonly config: DeliveryConfig;
  readonly kept: KeptIntake;
  readonly keep: (kept: KeptIntake) => void;
}

/**
 * The way of one delivery stream's records, from their acceptance to their objects: intake (on disk) → stages → buffers →
 * outbox → bucket. Only the intake and the outcomes must survive; the rest is made again from them at a start.
 */
export class StreamDelivery {
  readonly metrics: StreamMetrics;
  readonly #parts: DeliveryParts;
  readonly #identity: DeliveryIdentity;
  readonly #folder: string;
  readonly #intake: Intake;
  readonly #outcomes: Outcomes;
  readonly #line: BatchLine<Processed>;
  readonly #buffers: OpenBuffers;
  readonly #partitions: ActivePartitions;
  readonly #outboxes: Readonly<Record<"main" | "backup", Outbox>>;
  readonly #ready: Promise<void>;
  readonly #recent = new RecentRecords();
  readonly #processing: Processing;
  #config: DeliveryConfig;
  #spills = 0;
  #isDiscarded = false;

  constructor(parts: DeliveryParts, { identity, config, kept, keep }: DeliveryStart) {
    this.#parts = parts;
    this.#identity = identity;
    this.#config = config;
    this.metrics = new StreamMetrics(parts.ports.metrics, identity.name);
    this.#folder = `firehose/${identity.id}`;
    this.#intake = new Intake(new NumberedLogs(parts.core.storage, this.#folder, "intake"), kept, keep);
    this.#outcomes = new Outcomes(parts.core.storage, this.#folder);
    this.#partitions = new ActivePartitions(parts.random, parts.settings.activePartitions);
    this.#line = new BatchLine({
      clock: parts.core.clock,
      onTheWay: parts.onTheWay,
      lambda: () => this.#config.settings.processors.lambda,
      prepare: (batch) => this.#process(batch),
      finish: (processed) => this.#processing.buffer(processed),
    });
    this.#buffers = new OpenBuffers({
      clock: parts.core.clock,
      memory: parts.memory,
      spillPath: () => this.#spillPath(),
      onOpened: (route) => route.kind === "data" && this.#partitions.opened(route),
      onClosed: (closed) => this.#outboxOf(closed).push(closed),
    });
    this.#processing = new Processing({
      intake: this.#intake,
      buffers: this.#buffers,
      partitions: this.#partitions,
      stages: {
        identity,
        sourceArn: identity.sourceArn,
        core: parts.core,
        catalog: parts.ports.catalog,
        functions: parts.ports.functions,
        random: parts.random,
        metrics: this.metrics,
        now: () => parts.core.clock.now(),
        onPassed: parts.onPassed,
      },
      onDropped: (positions) => this.#onDropped(positions),
      onFailed: (failures, failedWith) => this.#onFailed(failures, failedWith),
      isDiscarded: () => this.#isDiscarded,
    });
    this.#outboxes = { main: this.#newOutbox(), backup: this.#newOutbox() };
    this.#ready = this.#reopen();
    parts.core.clock.track(this.#ready);
  }

  /** Where reading the source stream goes on. */
  get sourcePositions(): readonly SourcePosition[] {
    return this.#intake.sourcePositions;
  }

  /** How many records it has taken since it was made. */
  get accepted(): number {
    return this.#intake.next;
  }

  /** Whether another batch may be accepted. Look at it again after `room`: who waited before may have taken it. */
  get hasRoom(): boolean {
    return this.#line.hasRoom;
  }

  /** Resolves when the records of an earlier run are back in their buffers, and there is room for more. */
  async room(): Promise<void> {
    await this.#ready;
    await this.#roomForMore();
  }

  /**
   * Accepts records. They survive a kill when this returns.
   *
   * @returns the position of the first one
   * @throws  the operating system's error (a full disk), with nothing accepted
   */
  accept(batch: ArrivedBatch): number {
    const placed = this.#intake.append(batch);
    this.#line.add(placed);
    return placed.first;
  }

  /** Uses another configuration from the next record on; what is buffered keeps the one it was processed with. */
  update(config: DeliveryConfig): void {
    this.#line.flush();
    this.#config = config;
  }

  /** The position of a record of the source stream; only of the last 20,000 that were read. */
  positionOf(sequenceNumber: string): number | undefined {
    return this.#recent.positionOf(sequenceNumber);
  }

  /** Where a record is now: in a buffer, in objects, nowhere. Empty if the position was never given. */
  whereIs(position: number): readonly Place[] {
    return whereIs(position, {
      isKnown: position < this.#intake.next,
      isOpen: this.#intake.isOpen(position),
      buffers: this.#buffers.list(),
      waiting: [...this.#outboxes.main.list(), ...this.#outboxes.backup.list()],
      outcomes: this.#outcomes.of(position),
    });
  }

  /** What has not been delivered yet: open buffers, and how many closed ones are on their way. */
  pending(): {
    readonly buffered: readonly {
      readonly partition: string;
      readonly records: number;
      readonly bytes: number;
      readonly dueAt: number;
    }[];
    readonly waiting: number;
  } {
    return {
      buffered: this.#buffers.list().map(({ route, buffer, dueAt }) => ({
        partition: partitionName(route),
        records: buffer.records,
        bytes: buffer.bytes,
        dueAt,
      })),
      waiting: this.#outboxes.main.list().length + this.#outboxes.backup.list().length,
    };
  }

  /** Discards all pending records: the stream is deleted, and AWS does not deliver them first. */
  discard(): void {
    this.#isDiscarded = true;
    this.#line.discard();
    this.#buffers.discard();
    this.#outboxes.main.discard();
    this.#outboxes.backup.discard();
    this.#intake.discard();
    this.#outcomes.discard();
    rmSync(this.#parts.core.storage.subfolder(this.#folder), { recursive: true, force: true });
  }

  async #reopen(): Promise<void> {
    rmSync(this.#parts.core.storage.subfolder(`${this.#folder}/buffers`), { recursive: true, force: true });
    await this.#intake.reopen({
      donePositions: (from) => this.#outcomes.donePositions(from),
      room: () => this.#roomForMore(),
      hasRoom: () => this.hasRoom,
      take: (batch) => this.#line.add(batch),
    });
  }

  /** Resolves when neither the stages nor S3 are far behind. */
  async #roomForMore(): Promise<void> {
    await this.#line.room();
    await Promise.all([this.#outboxes.main.room(), this.#outboxes.backup.room()]);
  }

  #process(batch: PlacedBatch): Promise<Processed> {
    this.#recent.remember(batch);
    return this.#processing.run(batch, this.#config);
  }

  #onDropped(positions: PositionList): void {
    this.#outcomes.note({ kind: "dropped", at: this.#parts.core.clock.now() }, positions, [...positions]);
  }

  /** One line for each kind of failure in a batch, however many records share it. */
  #onFailed(failures: readonly Failure[], config: DeliveryConfig): void {
    const { clock } = this.#parts.core;
    const { logs } = config.settings;
    if (logs === undefined) return;
    const reasons = new Map(failures.map(({ reason }) => [reason.code, reason]));
    for (const reason of reasons.values())
      this.#parts.ports.logs.write(logs, clock.now(), processingErrorLine(this.#identity, config, reason));
  }

  #outboxOf({ route }: ClosedBuffer): Outbox {
    return route.kind === "backup" ? this.#outboxes.backup : this.#outboxes.main;
  }

  #newOutbox(): Outbox {
    const {
      core,
      ports: { objects },
      random,
      files,
    } = this.#parts;
    const naming = { stream: this.#identity.name, core, objects, random, files, workPath: () => this.#spillPath() };
    return new Outbox({
      clock: this.#parts.core.clock,
      nameOf: (closed) => keyOf(closed, naming),
      put: async (closed, key) => {
        this.#checkRole(closed);
        await putObject(closed, key, naming);
      },
      onDelivered: (closed, key, at) => this.#onDelivered(closed, key, at),
      onRefused: (closed, fault, at) => this.#onRefused(closed, fault, at),
      onLost: (closed, at) => this.#finish(closed, { kind: "lost", at }),
    });
  }

  #checkRole({ route }: ClosedBuffer): void {
    const refusal = this.#parts.ports.roles.refusal(route.settings.roleArn, "firehose.amazonaws.com");
    if (refusal !== undefined) throw new AwsFault("AccessDenied", refusal, { status: 403 });
  }

  #onDelivered(closed: ClosedBuffer, key: string, at: number): void {
    const { kind, errorType, settings } = closed.route;
    const outcome = { data: "delivered", failed: "failed", backup: "backed up" } as const;
    this.#finish(closed, {
      kind: outcome[kind],
      at,
      object: { bucket: settings.bucket, key },
      ...(errorType === undefined ? {} : { errorType }),
    });
    this.metrics.delivered(at, closed);
  }

  #onRefused(closed: ClosedBuffer, fault: AwsFault, at: number): void {
    this.metrics.refused(at, closed);
    const target = closed.route.settings.logs;
    if (target !== undefined)
      this.#parts.ports.logs.write(target, at, deliveryErrorLine(this.#identity, closed, fault));
  }

  /** The note is written before anything is counted off or removed: a kill in between makes a record come twice, never vanish. */
  #finish({ route, buffer }: ClosedBuffer, outcome: Outcome): void {
    this.#outcomes.note(outcome, buffer.positions, this.#intake.doneBy(buffer.positions));
    this.#intake.delivered(buffer.positions);
    if (route.kind === "data") this.#partitions.ended(route);
    this.#intake.forgetDone();
    this.#outcomes.forget(this.#intake.lowest);
  }

  #spillPath(): string {
    this.#spills += 1;
    return join(this.#parts.core.storage.subfolder(`${this.#folder}/buffers`), String(this.#spills));
  }
}
