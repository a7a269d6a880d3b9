import { AwsFault } from "../../../../core/faults";
import type { Core } from "../../../../core/core";
import { writeLogLine } from "../application-log";
import type { Applications } from "./applications";
import type { AnalyticsPorts, Outputs } from "../ports";
import type { JobRunner, JobStatus } from "../running/job-runner";
import type { StoredApplication, StoredJob } from "../stored-application";

interface WatchParts {
  readonly core: Core;
  readonly ports: AnalyticsPorts;
  readonly apps: Applications;
  readonly getJobs: () => Promise<JobRunner>;
  /** Called when Flink has ended while a job was running. */
  readonly resume: (app: StoredApplication) => void;
}

const MINUTE_MS = 60_000;
/** How often a running job is checked, in ms of real time, since Flink does not know the cloud's clock. */
const WATCH_MS = 500;
const GRAPH = "org.apache.flink.runtime.executiongraph.ExecutionGraph";

/** Watches running jobs, and updates their applications' state, logs and metrics. */
export class JobWatch {
  readonly #parts: WatchParts;

  constructor(parts: WatchParts) {
    this.#parts = parts;
  }

  /** Watches a job until the job ends or the cloud stops. */
  begin(app: StoredApplication, job: StoredJob): void {
    this.#lookSoon(app, job, undefined);
    this.#measure(app, job);
  }

  /** Logs a job's change of state, in Flink's own words. */
  report(
    app: StoredApplication,
    { job, from, to }: { readonly job: string; readonly from: string; readonly to: string },
  ): void {
    this.#log(app, "INFO", `Job ${app.name} (${job}) switched from state ${from} to ${to}.`);
  }

  /** Delivers the rows that an SQL application has written for Firehose and functions. Rows that they refuse are tried again later. */
  async carry(app: StoredApplication): Promise<void> {
    const { core, ports, getJobs, apps } = this.#parts;
    const outputs = app.configuration.sql?.outputs.filter(({ kind }) => kind !== "kinesis") ?? [];
    if (outputs.length === 0) return;
    const [{ carry }, runner] = await Promise.all([import("../running/carry"), getJobs()]);
    const counting: Outputs = {
      deliver: async (output, rows, name) => {
        const left = await ports.outputs.deliver(output, rows, name);
        apps.noteHandedOn(app, rows.length - left.length);
        return left;
      },
    };
    for (const output of outputs)
      try {
        await carry(counting, { app: app.name, output, location: runner.getOutputLocation(app, output) });
      } catch (error) {
        if (!(error instanceof AwsFault)) throw error;
        if (core.closing.signal.aborted) return;
        this.#log(app, "ERROR", `${output.arn} takes nothing: ${error.message}`);
      }
  }

  #lookSoon(app: StoredApplication, job: StoredJob, before: JobStatus | undefined): void {
    setTimeout(() => this.#parts.core.clock.track(this.#look(app, job, before)), WATCH_MS).unref();
  }

  async #look(app: StoredApplication, job: StoredJob, before: JobStatus | undefined): Promise<void> {
    const { core, apps, getJobs, resume } = this.#parts;
    if (core.closing.signal.aborted || this.#findRunning(app, job) === undefined) return;
    const status = await (await getJobs()).readStatus(job.id);
    const now = this.#findRunning(app, job);
    if (core.closing.signal.aborted || now === undefined) return;
    if (status === undefined) return resume(now);
    this.#reportChange(now, before, status);
    await this.carry(now);
    // The job ended without being stopped, so nothing runs any more.
    if (status.isOver) apps.set({ ...now, job: undefined, status: "READY" });
    else this.#lookSoon(app, job, status);
  }

  #reportChange(app: StoredApplication, before: JobStatus | undefined, now: JobStatus): void {
    const state = before?.state ?? "RUNNING";
    if (now.failure !== undefined && now.failure !== before?.failure) this.#log(app, "ERROR", now.failure);
    if (state !== now.state) this.report(app, { job: app.job?.id ?? "", from: state, to: now.state });
  }

  /** Managed Flink's metrics of an application, each minute of cloud time (docs: "Metrics and dimensions in Managed Service for Apache Flink"). */
  #measure(app: StoredApplication, job: StoredJob): void {
    const { core, ports, getJobs } = this.#parts;
    core.clock.schedule(core.now() + MINUTE_MS, async (at) => {
      const now = this.#findRunning(app, job);
      if (now === undefined) return;
      const figures = await (await getJobs()).readFigures(job.id);
      const { Parallelism, ParallelismPerKPU } = now.configuration.parallelism;
      const units = { name: "KPUs", value: Math.ceil(Parallelism / ParallelismPerKPU), unit: "Count" } as const;
      ports.metrics.put({ namespace: "AWS/KinesisAnalytics", dimensions: { Application: now.name }, at }, [
        ...figures,
        units,
      ]);
      this.#measure(now, job);
    });
  }

  /** The application's current state, if it is RUNNING with this job. */
  #findRunning(app: StoredApplication, job: StoredJob): StoredApplication | undefined {
    const now = this.#parts.apps.find(app.name);
    return now?.id === app.id && now.job?.id === job.id && now.status === "RUNNING" ? now : undefined;
  }

  #log(app: StoredApplication, level: "INFO" | "ERROR", message: string): void {
    const { core, ports } = this.#parts;
    writeLogLine({ core, logs: ports.logs }, app, { level, message, logger: GRAPH });
  }
}
