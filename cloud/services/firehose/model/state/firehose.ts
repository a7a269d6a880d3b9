import * as faults from "../faults";
import type { FirehoseSettings } from "../firehose-settings";
import { rmSync } from "node:fs";
import type { Core } from "../../../../core/core";
import { getDuration, type Duration } from "../../../../core/lag";
import type { Random } from "../../../../../foundation/random";
import type { Table } from "../../../../storage/table";
import type { DeliveryParts } from "../delivery/delivery-context";
import { Orc } from "../../../../../foundation/columnar/orc";
import { ColumnarFiles } from "../conversion/columnar-file";
import { DeliveryStream } from "./delivery-stream";
import type { CheckContext } from "../destination/check";
import type { FirehosePorts } from "../ports";
import type { StoredStream } from "../stored-stream";
import { divideMemory } from "../delivery/memory";

/** How long creating and deleting a delivery stream take. AWS documents no time; Terraform's tests on AWS wait a minute and more. */
const CHANGE: Duration = { usual: 1_000, lagging: 60_000 };

/** The delivery streams of the account in this region. */
export class Firehose {
  readonly ports: FirehosePorts;
  readonly random: Random;
  readonly #core: Core;
  readonly #table: Table<StoredStream>;
  readonly #parts: DeliveryParts;
  /** Delivery streams that are ACTIVE, by name. */
  readonly #atWork = new Map<string, DeliveryStream>();

  constructor(core: Core, ports: FirehosePorts, settings: FirehoseSettings) {
    this.#core = core;
    this.ports = ports;
    this.random = core.random.fork("firehose");
    this.#table = core.storage.openTable<StoredStream>("firehose/streams");
    const { memory, inFlight, reserve } = divideMemory(settings.memoryMiB);
    const files = new ColumnarFiles(new Orc(core.python), {
      reserve,
      tempFolder: core.storage.createSubfolder("firehose-files"),
    });
    this.#parts = { core, ports, random: this.random, memory, inFlight, files, settings };
    core.closing.add(() => files.close());
    for (const stored of this.#table.listValues()) {
      if (stored.status === "ACTIVE") this.#start(stored);
      else this.#changeLater(stored);
    }
  }

  /** All streams, by name. */
  list(): readonly StoredStream[] {
    return [...this.#table.listValues()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  find(name: string): StoredStream | undefined {
    return this.#table.get(name);
  }

  /** @throws AwsFault ResourceNotFoundException */
  requireStream(name: string): StoredStream {
    const stored = this.#table.get(name);
    if (stored === undefined) throw faults.createStreamNotFoundFault(name, this.#core.account);
    return stored;
  }

  /**
   * The running delivery of an ACTIVE stream.
   *
   * @throws AwsFault ResourceNotFoundException for any other stream (FH-013)
   */
  requireActive(name: string): DeliveryStream {
    const stream = this.#atWork.get(name);
    if (stream === undefined) throw faults.createStreamNotFoundFault(name, this.#core.account);
    return stream;
  }

  /** The running delivery of a stream; undefined unless the stream is ACTIVE. */
  findActive(name: string): DeliveryStream | undefined {
    return this.#atWork.get(name);
  }

  /** The context for the checks of a destination. */
  checkContext(): CheckContext {
    const { core, ports } = this.#parts;
    return { now: core.now(), random: this.random, core, catalog: ports.catalog, files: this.#parts.files };
  }

  /** Creates a stream; it is ACTIVE a second later, with `--lag` a minute later. */
  create(
    settings: Pick<
      StoredStream,
      "name" | "destination" | "source" | "isEncrypted" | "encryptionKey" | "tags" | "intake"
    >,
  ): void {
    const createdAt = this.#core.now();
    const stored: StoredStream = {
      ...settings,
      id: this.random.drawHex(12),
      status: "CREATING",
      createdAt,
      changesAt: createdAt + getDuration(this.#core, CHANGE),
      version: 1,
    };
    this.#table.set(stored.name, stored);
    this.#changeLater(stored);
  }

  /** Stores changed fields; a new version takes effect with the next record. */
  change(name: string, fields: Partial<StoredStream>): void {
    const before = this.requireStream(name);
    const after = { ...before, ...fields };
    this.#table.set(name, after);
    if (after.version !== before.version) this.#atWork.get(name)?.update(after);
  }

  /** Stops a stream at once and discards its pending records; the stream itself disappears after the deletion time. */
  delete(name: string): void {
    const stored = {
      ...this.requireStream(name),
      status: "DELETING" as const,
      changesAt: this.#core.now() + getDuration(this.#core, CHANGE),
    };
    this.#table.set(name, stored);
    this.#atWork.get(name)?.discard();
    this.#atWork.delete(name);
    this.#changeLater(stored);
  }

  #changeLater({ name, id, changesAt }: StoredStream): void {
    this.#core.clock.schedule(changesAt ?? this.#core.now(), () => {
      const stored = this.#table.get(name);
      // A stream that was deleted while CREATING has its own timer.
      if (stored?.id !== id || stored.changesAt !== changesAt) return;
      if (stored.status === "DELETING") this.#remove(stored);
      else this.#activate(stored);
    });
  }

  #activate(stored: StoredStream): void {
    const active = { ...stored, status: "ACTIVE" as const, changesAt: undefined };
    this.#table.set(active.name, active);
    this.#start(active);
  }

  #remove(stored: StoredStream): void {
    this.#table.remove(stored.name);
    rmSync(this.#core.storage.createSubfolder(`firehose/${stored.id}`), { recursive: true, force: true });
  }

  #start(stored: StoredStream): void {
    this.#atWork.set(
      stored.name,
      new DeliveryStream(this.#parts, stored, (log) => this.change(stored.name, { intake: log })),
    );
  }
}
