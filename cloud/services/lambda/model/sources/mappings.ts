import type { Core } from "../../../../core/core";
import { getDuration, type Duration } from "../../../../core/lag";
import type { Random } from "../../../../../foundation/random";
import type { Table } from "../../../../storage/table";
import type { SourcePosition, StreamSource } from "../../../kinesis/model/source";
import type { QueueSource } from "../../../sqs/model/state/source";
import type { Destinations } from "../calls/destinations";
import type { ServiceCalls } from "../calls/service-calls";
import { createMappingNotFoundFault } from "../faults";
import type { Functions } from "../functions/functions";
import { createQueuePoller } from "./queue-poller";
import { StreamPoller } from "./stream-poller";
import type { StoredMapping, Transition } from "./stored-mapping";
import type { Poller } from "./shard-lane";

/** The parts of the cloud that event source mappings need. */
interface MappingParts {
  readonly calls: ServiceCalls;
  readonly functions: Functions;
  readonly destinations: Destinations;
  readonly findStream: (arn: string) => StreamSource | undefined;
  readonly findQueue: (arn: string) => QueueSource | undefined;
}

/** How long a change of a mapping takes: up to several minutes on AWS (LAG-003). Half a minute is an estimate. */
const CHANGING: Duration = { usual: 2_000, lagging: 30_000 };

/** The event source mappings of the account in this region, and their pollers. */
export class Mappings {
  readonly #core: Core;
  readonly #parts: MappingParts;
  readonly #random: Random;
  readonly #table: Table<StoredMapping>;
  readonly #positions: Table<readonly SourcePosition[]>;
  readonly #pollers = new Map<string, Poller>();
  readonly #results = new Map<string, string>();
  readonly #taken = new Map<string, number>();

  constructor(core: Core, parts: MappingParts) {
    this.#core = core;
    this.#parts = parts;
    this.#random = core.random.fork("lambda/mappings");
    this.#table = core.storage.openTable<StoredMapping>("lambda/mappings");
    this.#positions = core.storage.openTable<readonly SourcePosition[]>("lambda/positions");
    for (const mapping of this.#table.listValues()) this.#settleLater(mapping);
    core.closing.signal.addEventListener("abort", () => this.#stopAll(), { once: true });
    core.closing.add(() => this.#stopAll());
  }

  /** All mappings, by id. */
  listAll(): readonly StoredMapping[] {
    return [...this.#table.listValues()].sort((a, b) => (a.uuid < b.uuid ? -1 : 1));
  }

  /** @throws AwsFault ResourceNotFoundException */
  requireFunction(uuid: string): StoredMapping {
    const found = this.#table.get(uuid);
    if (found === undefined) throw createMappingNotFoundFault();
    return found;
  }

  createId(): string {
    return this.#random.drawUuid();
  }

  /** Stores a new or changed mapping; the change takes effect when its transition is over. */
  save(mapping: StoredMapping): void {
    this.#table.set(mapping.uuid, mapping);
    this.#settleLater(mapping);
  }

  /** A transition that begins now. */
  beginTransition(state: Transition["state"]): Transition {
    return { state, until: this.#core.now() + getDuration(this.#core, CHANGING) };
  }

  /** The State of a mapping: `Creating`, …, `Enabled`, `Disabled`. */
  getState({ transition, isEnabled }: StoredMapping): string {
    if (transition !== undefined && this.#core.now() < transition.until) return transition.state;
    return isEnabled ? "Enabled" : "Disabled";
  }

  getLastResult({ uuid }: StoredMapping): string {
    return this.#results.get(uuid) ?? "No records processed";
  }

  /** How many records its function has processed without failure since the cloud's start. */
  countAccepted({ uuid }: StoredMapping): number {
    return this.#taken.get(uuid) ?? 0;
  }

  /** A mapping's positions in its stream; undefined if it has not begun to read, or reads a queue. */
  findPositions({ uuid }: StoredMapping): readonly SourcePosition[] | undefined {
    return this.#positions.get(uuid);
  }

  #settleLater(mapping: StoredMapping): void {
    if (mapping.transition?.state !== "Creating" && mapping.transition?.state !== "Enabling") this.#stop(mapping.uuid);
    // LATEST means the end of the stream at this moment, not when the mapping is Enabled.
    if (mapping.stream?.start === "LATEST" && this.#positions.get(mapping.uuid) === undefined)
      this.#noteLatest(mapping);
    this.#core.clock.schedule(mapping.transition?.until ?? this.#core.now(), () => this.#settle(mapping));
  }

  #settle(mapping: StoredMapping): void {
    // The mapping has changed again meanwhile.
    if (this.#table.get(mapping.uuid) !== mapping) return;
    this.#stop(mapping.uuid);
    if (mapping.transition?.state === "Deleting") {
      this.#table.remove(mapping.uuid);
      this.#positions.remove(mapping.uuid);
    } else if (mapping.isEnabled) this.#pollers.set(mapping.uuid, this.#createPoller(mapping));
  }

  #createPoller(mapping: StoredMapping): Poller {
    const { uuid, sourceArn, stream } = mapping;
    const parts = {
      ...this.#parts,
      core: this.#core,
      mapping,
      onResult: (result: string, records: number) => {
        this.#results.set(uuid, result);
        this.#taken.set(uuid, this.countAccepted(mapping) + records);
      },
    };
    if (stream === undefined)
      return createQueuePoller({ ...parts, createSource: () => this.#parts.findQueue(sourceArn) });
    return new StreamPoller({
      ...parts,
      settings: stream,
      createSource: () => this.#parts.findStream(sourceArn),
      getPositions: () => this.#positions.get(uuid),
      savePositions: (positions) => {
        // The mapping may have been deleted: a stopped poller may still end its last batch.
        if (this.#table.get(uuid) !== undefined) this.#positions.set(uuid, positions);
      },
    });
  }

  #noteLatest({ uuid, sourceArn }: StoredMapping): void {
    const latest = this.#parts.findStream(sourceArn)?.getLatest();
    if (latest !== undefined) this.#positions.set(uuid, latest);
  }

  #stop(uuid: string): void {
    this.#pollers.get(uuid)?.stop();
    this.#pollers.delete(uuid);
  }

  #stopAll(): void {
    for (const uuid of [...this.#pollers.keys()]) this.#stop(uuid);
  }
}
