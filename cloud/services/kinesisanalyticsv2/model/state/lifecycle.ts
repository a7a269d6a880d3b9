import type { ApplicationRestoreConfiguration } from "@aws-sdk/client-kinesis-analytics-v2";
import type { Core } from "../../../../core/core";
import { getDuration, type Duration } from "../../../../core/lag";
import { writeLogLine, toMessage } from "../application-log";
import type { Applications } from "./applications";
import { isSql } from "../configuration";
import * as faults from "../faults";
import { JobWatch } from "./job-watch";
import type { AnalyticsPorts } from "../ports";
import type { ProgramCode } from "../program-code";
import { resolveStarting, getDefaultRestore, type RunRequest } from "../run-request";
import type { JobRunner } from "../running/job-runner";
import type { StoredApplication, StoredJob, StoredSnapshot } from "../stored-application";

/** How long a change waits before it begins, so that clients see STARTING, STOPPING and the like. AWS documents no time; on AWS they take about a minute. */
const CHANGE: Duration = { usual: 1_000, lagging: 60_000 };
const LAB = "lab-cloud";

/**
 * Starts, stops, updates and watches applications. The code that talks to Flink is loaded when the first application
 * starts.
 */
export class Lifecycle {
  readonly #core: Core;
  readonly #ports: AnalyticsPorts;
  readonly #apps: Applications;
  readonly #code: ProgramCode;
  readonly #watch: JobWatch;
  #runner: Promise<JobRunner> | undefined;

  constructor(
    core: Core,
    ports: AnalyticsPorts,
    { apps, code }: { readonly apps: Applications; readonly code: ProgramCode },
  ) {
    this.#core = core;
    this.#ports = ports;
    this.#apps = apps;
    this.#code = code;
    const getJobs = (): Promise<JobRunner> => this.#getJobs();
    this.#watch = new JobWatch({ core, ports, apps, getJobs, resume: (app) => this.#resume(app) });
    for (const app of apps.listAll()) this.resume(app);
  }

  /** @throws AwsFault ResourceInUseException, or a fault that says why Flink cannot run on this machine */
  async start(name: string, request: RunRequest): Promise<string> {
    const app = this.#apps.get(name);
    if (app.status !== "READY") throw faults.createStatusFault("start", this.#apps.createArn(name), app.status);
    const starting = resolveStarting(app, request);
    const { restore = getDefaultRestore(app, starting) } = request;
    const from = this.#findSavepoint(app, restore);
    const refusal = await this.#ports.flink.findRefusal();
    if (refusal !== undefined) throw refusal;
    return this.#begin(app, {
      status: "STARTING",
      operation: "StartApplication",
      restore,
      ...(starting === undefined ? {} : { starting }),
      job: this.#createJob(from),
      ...(request.allowNonRestoredState === undefined ? {} : { allowNonRestoredState: request.allowNonRestoredState }),
    });
  }

  /** @throws AwsFault ResourceInUseException */
  stop(name: string, isForced: boolean): string {
    const app = this.#apps.get(name);
    if (isForced && isSql(app)) throw faults.createNotForcedFault();
    const stoppable = isForced ? ["STARTING", "UPDATING", "STOPPING", "AUTOSCALING", "RUNNING"] : ["RUNNING"];
    if (!stoppable.includes(app.status))
      throw faults.createStatusFault(isForced ? "force stop" : "stop", this.#apps.createArn(name), app.status);
    const { operation, operations } = this.#apps.beginOperation(app, "StopApplication");
    this.#apps.set({ ...app, operations, status: isForced ? "FORCE_STOPPING" : "STOPPING" });
    this.#runLater(() => this.#halt(name, operation.id, isForced));
    return operation.id;
  }

  /** Applies a change of an application's configuration: at once if the application is READY, by a stop and a start if it is RUNNING. */
  update(app: StoredApplication, fields: Partial<StoredApplication>, request: RunRequest): string {
    const versions = { from: app.version, to: app.version + 1 };
    const { operation, operations } = this.#apps.beginOperation(app, "UpdateApplication", versions);
    const { restore } = request;
    const next: StoredApplication = {
      ...app,
      ...fields,
      ...this.#apps.createNextVersion(app),
      operations,
      ...(restore === undefined ? {} : { restore }),
      ...(request.allowNonRestoredState === undefined ? {} : { allowNonRestoredState: request.allowNonRestoredState }),
    };
    if (app.status !== "RUNNING") {
      this.#apps.set({ ...next, operations: this.#apps.markEnded(next, operation.id) });
      return operation.id;
    }
    this.#apps.set({ ...next, status: "UPDATING" });
    this.#runLater(() => this.#renewApplication(app.name, operation.id, restore));
    return operation.id;
  }

  /** Ends an application's job and removes the application. */
  delete(app: StoredApplication): void {
    this.#apps.set({ ...app, status: "DELETING" });
    this.#runLater(() => this.#remove(app));
  }

  /** @throws AwsFault ResourceInUseException if the application is not running, InvalidApplicationConfigurationException if its snapshots are disabled */
  snapshot(name: string, snapshotName: string): void {
    const app = this.#apps.get(name);
    if (app.status !== "RUNNING")
      throw faults.createStatusFault("take a snapshot of", this.#apps.createArn(name), app.status);
    const { job } = app;
    if (!app.configuration.snapshotsEnabled || job === undefined)
      throw faults.createInvalidConfigurationFault("Snapshots are not enabled for this application.");
    const snapshot = this.#apps.createSnapshot(app, snapshotName, { status: "CREATING" });
    this.#runLater(async () => {
      try {
        const path = await (await this.#getJobs()).createSavepoint(job.id);
        this.#apps.setSnapshot(app, { ...snapshot, status: "READY", path });
      } catch (error) {
        this.#say(app, "ERROR", `Snapshot ${snapshotName} failed: ${toMessage(error)}`);
        this.#apps.setSnapshot(app, { ...snapshot, status: "FAILED" });
      }
    });
  }

  deleteSnapshot(app: StoredApplication, snapshot: StoredSnapshot): void {
    this.#apps.setSnapshot(app, { ...snapshot, status: "DELETING" });
    this.#runLater(async () => {
      const { path } = snapshot;
      if (path !== undefined) (await this.#getJobs()).removeSavepoint(path);
      this.#apps.removeSnapshot(app, snapshot.name);
    });
  }

  #begin(
    app: StoredApplication,
    { operation: name, ...fields }: Partial<StoredApplication> & { readonly operation: string },
  ): string {
    const { operation, operations } = this.#apps.beginOperation(app, name);
    this.#apps.set({ ...app, ...fields, operations });
    this.#runLater(() => this.#launch(app.name, operation.id));
    return operation.id;
  }

  async #launch(name: string, operation: string): Promise<void> {
    const app = this.#findCurrent(name, operation);
    if (app === undefined) return;
    // After a restart of the cloud its port may not be open yet: wait until programs can reach the cloud.
    if (this.#core.processes.createEnvironment()["AWS_ENDPOINT_URL"] === "")
      return this.#runLater(() => this.#launch(name, operation));
    const runner = await this.#getJobs();
    const { job } = app;
    try {
      const isCurrent = (): boolean => this.#findCurrent(name, operation) !== undefined;
      const { hasJob, notes } = await runner.start(app, isCurrent);
      for (const note of notes) this.#say(app, "INFO", note);
      if (this.#findCurrent(name, operation) === undefined) {
        // The application was force-stopped meanwhile.
        if (hasJob && job !== undefined) await runner.cancel(job.id);
        return;
      }
      const running: StoredApplication = {
        ...app,
        job: hasJob ? job : undefined,
        status: "RUNNING",
        operations: this.#apps.markEnded(app, operation),
      };
      this.#apps.set(running);
      if (hasJob && job !== undefined) {
        this.#watch.report(app, { job: job.id, from: "CREATED", to: "RUNNING" });
        this.#watch.begin(running, job);
      }
    } catch (error) {
      if (this.#core.closing.signal.aborted) return;
      this.#fail(name, operation, error);
    }
  }

  /** A failed start leaves the application READY, as on AWS; its log has the reason. */
  #fail(name: string, operation: string, error: unknown): void {
    const words = toMessage(error);
    const app = this.#findCurrent(name, operation);
    if (app === undefined) return;
    this.#say(app, "ERROR", words);
    this.#core.log(`The application ${name} did not start: ${words}`);
    this.#apps.set({
      ...app,
      job: undefined,
      status: "READY",
      operations: this.#apps.markEnded(app, operation, words),
    });
  }

  async #halt(name: string, operation: string, isForced: boolean): Promise<void> {
    const app = this.#findCurrent(name, operation);
    if (app === undefined) return;
    try {
      await this.#endJob(app, isForced);
    } catch (error) {
      this.#say(app, "ERROR", `The snapshot for the stop failed: ${toMessage(error)}`);
      this.#apps.change(app, { status: "RUNNING", operations: this.#apps.markEnded(app, operation, toMessage(error)) });
      if (app.job !== undefined) this.#watch.begin(app, app.job);
      return;
    }
    await this.#watch.carry(app);
    const now = this.#findCurrent(name, operation);
    if (now !== undefined)
      this.#apps.set({ ...now, job: undefined, status: "READY", operations: this.#apps.markEnded(now, operation) });
  }

  /** @returns the savepoint, if one was taken */
  async #endJob(app: StoredApplication, isForced: boolean): Promise<string | undefined> {
    const { job, configuration } = app;
    if (job === undefined || this.#runner === undefined) return undefined;
    const runner = await this.#getJobs();
    if (isForced || !configuration.snapshotsEnabled) {
      await runner.cancel(job.id);
      return undefined;
    }
    const path = await runner.stop(job.id);
    this.#apps.createSnapshot(app, this.#apps.random.drawHex(32), { status: "READY", path });
    this.#watch.report(app, { job: job.id, from: "RUNNING", to: "FINISHED" });
    return path;
  }

  async #renewApplication(name: string, operation: string, restore?: ApplicationRestoreConfiguration): Promise<void> {
    const app = this.#findCurrent(name, operation);
    if (app === undefined) return;
    try {
      const taken = await this.#endJob(app, false);
      const from = restore === undefined ? taken : this.#findSavepoint(app, restore);
      this.#apps.change(app, { job: this.#createJob(from) });
    } catch (error) {
      return this.#fail(name, operation, error);
    }
    await this.#launch(name, operation);
  }

  async #remove(app: StoredApplication): Promise<void> {
    const { job } = app;
    if (job !== undefined && this.#runner !== undefined)
      await (await this.#getJobs()).cancel(job.id).catch(() => undefined);
    this.#code.forget(app);
    this.#apps.remove(app);
  }

  /** Continues an operation that the cloud's end interrupted; a job continues from its last checkpoint. */
  resume(app: StoredApplication): void {
    for (const snapshot of this.#apps.listSnapshots(app))
      if (snapshot.status === "CREATING") this.#apps.setSnapshot(app, { ...snapshot, status: "FAILED" });
    if (app.status === "READY") return;
    if (app.status === "DELETING") return this.#runLater(() => this.#remove(app));
    if (app.status === "STOPPING" || app.status === "FORCE_STOPPING") {
      this.#apps.set({ ...app, job: undefined, status: "READY" });
      return;
    }
    this.#resume(app);
  }

  /** Starts an application's job again from its last checkpoint. */
  #resume(app: StoredApplication): void {
    const { job } = app;
    this.#runLater(async () => {
      const from = job && ((await this.#getJobs()).findLastCheckpoint(job.id) ?? job.from);
      const now = this.#apps.find(app.name);
      if (now?.id !== app.id || now.job?.id !== job?.id || now.status === "DELETING") return;
      this.#begin(now, { status: "STARTING", operation: "StartApplication", job: this.#createJob(from) });
    });
  }

  /** @throws AwsFault ResourceNotFoundException, InvalidArgumentException */
  #findSavepoint(app: StoredApplication, restore: ApplicationRestoreConfiguration): string | undefined {
    const { ApplicationRestoreType: type, SnapshotName: name } = restore;
    if ((type === "RESTORE_FROM_CUSTOM_SNAPSHOT") !== (name !== undefined))
      throw faults.createArgumentFault("SnapshotName goes with RESTORE_FROM_CUSTOM_SNAPSHOT, and with no other type.");
    if (type === "SKIP_RESTORE_FROM_SNAPSHOT") return undefined;
    if (name === undefined) return this.#apps.listSnapshots(app).find(({ status }) => status === "READY")?.path;
    const { status, path } = this.#apps.requireSnapshot(app, name);
    if (status !== "READY") throw faults.createArgumentFault(`Snapshot ${name} is ${status}, not READY.`);
    return path;
  }

  #createJob(from: string | undefined): StoredJob {
    const id = this.#apps.random.drawHex(32);
    return { id, startedAt: this.#core.now(), ...(from === undefined ? {} : { from }) };
  }

  /** The application's current state, if this operation is its last and still in progress. */
  #findCurrent(name: string, operation: string): StoredApplication | undefined {
    const app = this.#apps.find(name);
    const last = app?.operations.at(-1);
    return last?.id === operation && last.status === "IN_PROGRESS" && app?.status !== "DELETING" ? app : undefined;
  }

  #runLater(work: () => void | Promise<void>): void {
    this.#core.clock.schedule(this.#core.now() + getDuration(this.#core, CHANGE), work);
  }

  #getJobs(): Promise<JobRunner> {
    this.#runner ??= import("../running/job-runner").then(
      ({ JobRunner }) =>
        new JobRunner(this.#core, this.#ports, {
          code: this.#code,
          say: (app, line) => writeLogLine({ core: this.#core, logs: this.#ports.logs }, app, line),
        }),
    );
    return this.#runner;
  }

  #say(app: StoredApplication, level: "INFO" | "ERROR", message: string): void {
    writeLogLine({ core: this.#core, logs: this.#ports.logs }, app, { level, message, logger: LAB });
  }
}
