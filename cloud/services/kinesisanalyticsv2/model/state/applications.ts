import type { Core } from "../../../../core/core";
import type { Random } from "../../../../../foundation/random";
import type { Table } from "../../../../storage/table";
import * as faults from "../faults";
import type { StoredApplication, StoredOperation, StoredSnapshot } from "../stored-application";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
/** How many operations of an application are remembered; AWS keeps operations for a limited time. */
const MAX_OPERATIONS = 50;

/** The applications of the account in this region and their snapshots, as they are stored. */
export class Applications {
  readonly random: Random;
  readonly #core: Core;
  readonly #table: Table<StoredApplication>;
  readonly #snapshots: Table<StoredSnapshot>;
  readonly #handedOn = new Map<string, number>();

  constructor(core: Core) {
    this.#core = core;
    this.random = core.random.fork("kinesisanalyticsv2");
    this.#table = core.storage.openTable<StoredApplication>("kinesisanalyticsv2/applications");
    this.#snapshots = core.storage.openTable<StoredSnapshot>("kinesisanalyticsv2/snapshots");
  }

  /** All applications, by name. */
  listAll(): readonly StoredApplication[] {
    return [...this.#table.listValues()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  find(name: string): StoredApplication | undefined {
    return this.#table.get(name);
  }

  /** @throws AwsFault ResourceNotFoundException */
  get(name: string): StoredApplication {
    const app = this.#table.get(name);
    if (app === undefined) throw faults.createApplicationNotFoundFault(this.createArn(name));
    return app;
  }

  /** @throws AwsFault ResourceNotFoundException */
  requireByArn(arn: string): StoredApplication {
    const app = this.#table.listValues().find(({ name }) => this.createArn(name) === arn);
    if (app === undefined) throw faults.createApplicationNotFoundFault(arn);
    return app;
  }

  /** How many rows an SQL application has handed to Firehose and to functions since the cloud's start. */
  countHandedOn({ id }: StoredApplication): number {
    return this.#handedOn.get(id) ?? 0;
  }

  noteHandedOn(app: StoredApplication, rows: number): void {
    this.#handedOn.set(app.id, this.countHandedOn(app) + rows);
  }

  createArn(name: string): string {
    return this.#core.createArn("kinesisanalytics", `application/${name}`);
  }

  set(app: StoredApplication): StoredApplication {
    this.#table.set(app.name, app);
    return app;
  }

  /**
   * Changes the application's current state.
   *
   * @returns undefined if the application was deleted, or replaced by another of that name
   */
  change(before: StoredApplication, fields: Partial<StoredApplication>): StoredApplication | undefined {
    const now = this.#table.get(before.name);
    return now?.id === before.id ? this.set({ ...now, ...fields }) : undefined;
  }

  remove(app: StoredApplication): void {
    for (const { name } of this.listSnapshots(app)) this.#snapshots.remove(createSnapshotKey(app, name));
    this.#table.remove(app.name);
  }

  /** The current time in ms, cut to whole seconds as in AWS's timestamps of applications. */
  getWholeSecond(): number {
    return Math.floor(this.#core.now() / 1000) * 1000;
  }

  createToken(): string {
    return this.random.drawText(32, LETTERS);
  }

  /** The fields of the application's next version, which each change of its configuration makes. */
  createNextVersion(app: StoredApplication): Partial<StoredApplication> {
    const second = this.getWholeSecond();
    return {
      version: app.version + 1,
      updatedFrom: app.version,
      updatedAt: second,
      versionCreatedAt: second,
      conditionalToken: this.createToken(),
    };
  }

  /** Notes that an operation begins. */
  beginOperation(
    app: StoredApplication,
    name: string,
    versions?: StoredOperation["versions"],
  ): { readonly operation: StoredOperation; readonly operations: StoredApplication["operations"] } {
    const operation: StoredOperation = {
      id: this.random.drawText(12, LETTERS),
      name,
      startedAt: this.#core.now(),
      status: "IN_PROGRESS",
      ...(versions === undefined ? {} : { versions }),
    };
    const before = app.operations.map((operation) =>
      operation.status === "IN_PROGRESS"
        ? { ...operation, status: "CANCELLED" as const, endedAt: this.#core.now() }
        : operation,
    );
    return { operation, operations: [...before, operation].slice(-MAX_OPERATIONS) };
  }

  /** Notes how an operation ended. @param error undefined if it went well */
  markEnded({ operations }: StoredApplication, id: string, error?: string): StoredApplication["operations"] {
    return operations.map((operation) =>
      operation.id === id && operation.status === "IN_PROGRESS"
        ? {
            ...operation,
            endedAt: this.#core.now(),
            status: error === undefined ? ("SUCCESSFUL" as const) : ("FAILED" as const),
            ...(error === undefined ? {} : { error: error.slice(0, 512) }),
          }
        : operation,
    );
  }

  /** Newest first. */
  listSnapshots(app: StoredApplication): readonly StoredSnapshot[] {
    return this.#snapshots
      .listValues()
      .filter(({ applicationId }) => applicationId === app.id)
      .reverse();
  }

  /** @throws AwsFault ResourceNotFoundException */
  requireSnapshot(app: StoredApplication, name: string): StoredSnapshot {
    const found = this.#snapshots.get(createSnapshotKey(app, name));
    if (found === undefined) throw faults.createSnapshotNotFoundFault(name);
    return found;
  }

  setSnapshot(app: StoredApplication, snapshot: StoredSnapshot): void {
    this.#snapshots.set(createSnapshotKey(app, snapshot.name), snapshot);
  }

  removeSnapshot(app: StoredApplication, name: string): void {
    this.#snapshots.remove(createSnapshotKey(app, name));
  }

  /** @throws AwsFault ResourceInUseException if it has a snapshot of that name */
  createSnapshot(
    app: StoredApplication,
    name: string,
    fields: Pick<StoredSnapshot, "status" | "path">,
  ): StoredSnapshot {
    if (this.#snapshots.get(createSnapshotKey(app, name)) !== undefined) throw faults.createSnapshotExistsFault(name);
    const snapshot: StoredSnapshot = {
      applicationId: app.id,
      name,
      version: app.version,
      createdAt: this.getWholeSecond(),
      runtime: app.runtime,
      ...fields,
    };
    this.setSnapshot(app, snapshot);
    return snapshot;
  }
}

const createSnapshotKey = (app: StoredApplication, name: string): string => `${app.id}/${name}`;
