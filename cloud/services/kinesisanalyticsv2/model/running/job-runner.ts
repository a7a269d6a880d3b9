import { readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Core } from "../../../../core/core";
import type { FlinkAddress } from "../../../../flink/engine";
import type { OutputLocation } from "./carry";
import { askFlink, list, toPart, RestFailure, toText, Unreachable, type RestAnswer } from "../../../../flink/rest";
import type { SupervisedProcess } from "../../../../processes/supervised-process";
import { isProgram, isSql } from "../configuration";
import type { AnalyticsPorts } from "../ports";
import type { ProgramCode } from "../program-code";
import type { StoredApplication, StoredOutput } from "../stored-application";
import { readCustomFigures, type JobFigure } from "./custom-metrics";
import { JobFailure, type StartResult } from "./job";
import type { OutputLine } from "./program-output";
import { runProgram } from "./run-program";
import { runStatements, runSql } from "./run-sql";
import { getSqlOfNote } from "./studio-note";
import { readIfPresent, isPresent } from "../../../../storage/if-present";
import { findRootCause } from "../../../../flink/parts";
import { createProgram } from "../sql-configuration";
import { SqlProblem } from "../sql/tokens";
import { translate, type Translation } from "../sql/translate";

/**
 * The translation of an SQL application to Flink SQL.
 *
 * @throws JobFailure with line and column of the error
 */
function translateApplication(app: StoredApplication, folderOf: (output: StoredOutput) => string): Translation {
  try {
    return translate(app.configuration.code?.text ?? "", createProgram(app, folderOf));
  } catch (error) {
    throw error instanceof SqlProblem ? new JobFailure(error.message, { cause: error }) : error;
  }
}

export interface JobStatus {
  /** Flink's own name: RUNNING, RESTARTING, FAILED, FINISHED, CANCELED … */
  readonly state: string;
  readonly isOver: boolean;
  /** The reason of the job's last failure. */
  readonly failure: string | undefined;
}

const LOOK_AGAIN_MS = 50;
const OVER = ["FAILED", "FINISHED", "CANCELED", "SUSPENDED"];

/** The inputs for running an application's own program. */
interface ProgramEnvironment {
  readonly code: Pick<ProgramCode, "read" | "getProgramFolder">;
  /** Writes into the application's log. */
  readonly say: (app: StoredApplication, line: OutputLine) => void;
}

/** Runs applications on this cloud's Flink, through its own REST APIs. */
export class JobRunner {
  readonly #core: Core;
  readonly #flink: AnalyticsPorts["flink"];
  readonly #world: ProgramEnvironment;
  /** Programs that have begun a job, by its id: one that waits for its job ends with it. */
  readonly #programs = new Map<string, SupervisedProcess>();
  /** The last known address of Flink. Checking a job does not start Flink again. */
  #address: FlinkAddress | undefined;

  constructor(core: Core, { flink }: Pick<AnalyticsPorts, "flink">, world: ProgramEnvironment) {
    this.#core = core;
    this.#flink = flink;
    this.#world = world;
  }

  /**
   * Starts an application's job, and waits until all its tasks run, or have failed and are started again.
   *
   * @param isWanted false as soon as the application is stopped by force: the start then ends
   * @throws JobFailure with Flink's reason, or if the start is no longer wanted; AwsFault if Flink cannot run here
   */
  async start(app: StoredApplication, isWanted: () => boolean): Promise<StartResult> {
    this.#address = await this.#flink.start();
    try {
      const started = await this.#submit(app, this.#address, isWanted);
      if (started.hasJob && app.job !== undefined) await this.#waitUntilRunning(app.job.id, isWanted);
      return started;
    } catch (error) {
      // It may have begun its job already.
      if (!isWanted() && app.job !== undefined) await this.cancel(app.job.id);
      if (error instanceof RestFailure) throw new JobFailure(findRootCause(error.message), { cause: error });
      if (error instanceof Unreachable) throw new JobFailure("Flink has ended.", { cause: error });
      throw error;
    }
  }

  /** Stops a job after it has written its state into a savepoint. @returns the savepoint's URL */
  async stop(job: string): Promise<string> {
    const path = await this.#triggerInBackground(job, "stop", { drain: false });
    await this.#waitForEnd(job);
    this.#forget(job);
    return path;
  }

  /** @returns the savepoint's URL */
  createSavepoint(job: string): Promise<string> {
    return this.#triggerInBackground(job, "savepoints", { "cancel-job": false });
  }

  /** Ends a job at once. Its state since the last snapshot is lost. */
  async cancel(job: string): Promise<void> {
    const status = await this.readStatus(job);
    if (status === undefined || status.isOver) return;
    await this.#ask("PATCH", `/jobs/${job}?mode=cancel`);
    await this.#waitForEnd(job);
    this.#forget(job);
  }

  /** @returns undefined if Flink has ended */
  async readStatus(job: string): Promise<JobStatus | undefined> {
    try {
      const state = String((await this.#ask("GET", `/jobs/${job}`))["state"]);
      return { state, isOver: OVER.includes(state), failure: await this.#createFailure(job) };
    } catch (error) {
      if (error instanceof Unreachable) return undefined;
      // Flink was restarted, and its new job manager does not know the job.
      if (error instanceof RestFailure) return { state: "FAILED", isOver: true, failure: findRootCause(error.message) };
      throw error;
    }
  }

  /** Managed Flink's metrics of a job, and those of its own code. */
  async readFigures(job: string): Promise<readonly JobFigure[]> {
    try {
      const [metrics, checkpoints, custom] = await Promise.all([
        this.#ask("GET", `/jobs/${job}/metrics?get=uptime,downtime,numRestarts`),
        this.#ask("GET", `/jobs/${job}/checkpoints`),
        this.#address === undefined ? [] : readCustomFigures(this.#address.cluster, job),
      ]);
      return [...parseFigures(metrics), ...checkpointFigures(checkpoints), ...custom];
    } catch (error) {
      if (error instanceof Unreachable || error instanceof RestFailure) return [];
      throw error;
    }
  }

  /** The URL of the last checkpoint that a job finished; undefined if it has none. Flink doesn't have to run. */
  findLastCheckpoint(job: string): string | undefined {
    const folder = this.#getCheckpointsPath(job);
    const names = readIfPresent(() => readdirSync(folder)) ?? [];
    const numbers = names
      .filter((name) => isPresent(join(folder, name, "_metadata")))
      .map((name) => Number(/^chk-(\d+)$/.exec(name)?.[1] ?? 0))
      .sort((a, b) => b - a);
    const [last = 0] = numbers;
    return last === 0 ? undefined : pathToFileURL(join(folder, `chk-${last}`)).href;
  }

  /** Where Flink puts the rows of an output that the lab cloud delivers. */
  getOutputLocation(app: StoredApplication, { id }: StoredOutput): OutputLocation {
    const base = this.#core.storage.createSubfolder("flink");
    const name = `${app.id}-${id}`;
    return { base, written: ["data", "outputs", name], taken: join(base, "taken", name) };
  }

  /** Removes the files of a savepoint that the lab cloud triggered. */
  removeSavepoint(url: string): void {
    if (this.#keepsAll) return;
    const path = fileURLToPath(url);
    const savepointFolder = join(this.#core.storage.createSubfolder("flink"), "data", "savepoints");
    if (dirname(path) === savepointFolder) rmSync(path, { recursive: true, force: true });
  }

  #submit(app: StoredApplication, address: FlinkAddress, isWanted: () => boolean): Promise<StartResult> {
    const { code } = app.configuration;
    const endpoint = this.#core.processes.createEnvironment()["AWS_ENDPOINT_URL"] ?? "";
    if (isProgram(app)) return this.#runProgram(app, isWanted);
    if (isSql(app)) {
      const { statements } = translateApplication(app, (output) => {
        const { base, written } = this.getOutputLocation(app, output);
        return join(base, ...written);
      });
      return runStatements(app, { statements, gateway: address.gateway, endpoint });
    }
    return runSql(app, {
      sql: code?.text === undefined ? "" : getSqlOfNote(code.text),
      gateway: address.gateway,
      endpoint,
    });
  }

  async #runProgram(app: StoredApplication, isWanted: () => boolean): Promise<StartResult> {
    const id = app.job?.id ?? "";
    const { program, ...started } = await runProgram(app, {
      core: this.#core,
      flink: this.#flink,
      code: this.#world.code.read(app),
      folder: this.#world.code.getProgramFolder(app),
      say: (line) => this.#world.say(app, line),
      isWanted,
      hasJob: async () => (await this.#listJobs()).includes(id),
    });
    this.#programs.set(id, program);
    void program.ended.then(() => this.#programs.delete(id));
    return started;
  }

  async #listJobs(): Promise<readonly string[]> {
    const { jobs } = await this.#ask("GET", "/jobs");
    return list(jobs).map(({ id }) => String(id));
  }

  async #waitUntilRunning(job: string, isWanted: () => boolean): Promise<void> {
    for (;;) {
      if (!isWanted()) throw new JobFailure("The application was stopped by force.");
      const { state, vertices } = await this.#ask("GET", `/jobs/${job}`);
      if (OVER.includes(String(state)) && state !== "FINISHED")
        throw new JobFailure((await this.#createFailure(job)) ?? `The job is ${String(state)}.`);
      const isUp = ({ status }: RestAnswer): boolean => status === "RUNNING" || status === "FINISHED";
      // A job whose tasks fail at once restarts without end, and may never be seen with all of them running.
      if (state === "FINISHED" || state === "RESTARTING" || (state === "RUNNING" && list(vertices).every(isUp))) return;
      await this.#pause();
    }
  }

  async #waitForEnd(job: string): Promise<void> {
    while ((await this.readStatus(job))?.isOver === false) await this.#pause();
    await this.#programs.get(job)?.kill();
  }

  /** Savepoints are made in the background: Flink returns an id for requesting the result. */
  async #triggerInBackground(job: string, subject: "stop" | "savepoints", body: object): Promise<string> {
    try {
      const { "request-id": id } = await this.#ask("POST", `/jobs/${job}/${subject}`, body);
      for (;;) {
        const { status, operation } = await this.#ask("GET", `/jobs/${job}/savepoints/${String(id)}`);
        const { location, "failure-cause": cause } = toPart(operation);
        if (typeof location === "string") return location;
        if (toPart(status)["id"] === "COMPLETED")
          throw new JobFailure(findRootCause(toText(toPart(cause)["stack-trace"]) ?? "No savepoint was made."));
        await this.#pause();
      }
    } catch (error) {
      if (error instanceof RestFailure || error instanceof Unreachable)
        throw new JobFailure(findRootCause(error.message), { cause: error });
      throw error;
    }
  }

  async #createFailure(job: string): Promise<string | undefined> {
    const { exceptionHistory, "root-exception": root } = await this.#ask("GET", `/jobs/${job}/exceptions`);
    // The latest failure comes first.
    const [latest] = list(toPart(exceptionHistory)["entries"]);
    const message = toText(latest?.["stacktrace"]) ?? toText(root) ?? "";
    return message === "" ? undefined : findRootCause(message);
  }

  #ask(method: string, path: string, body?: object): Promise<RestAnswer> {
    if (this.#address === undefined) throw new Unreachable("Flink has not been started");
    return askFlink(this.#address.cluster, { method, path, body });
  }

  /** @throws JobFailure when the cloud is being stopped */
  async #pause(): Promise<void> {
    if (this.#core.closing.signal.aborted) throw new JobFailure("The lab cloud is being stopped.");
    await pause(LOOK_AGAIN_MS);
  }

  #getCheckpointsPath(job: string): string {
    return join(this.#core.storage.createSubfolder("flink"), "data", "checkpoints", job);
  }

  /**
   * Whether files are never removed: in a confined cloud a job could put a link in the way of a removal. The cloud's
   * whole folder goes at its end anyway.
   */
  get #keepsAll(): boolean {
    return this.#core.processes.confine !== undefined;
  }

  #forget(job: string): void {
    if (!this.#keepsAll) rmSync(this.#getCheckpointsPath(job), { recursive: true, force: true });
  }
}

function parseFigures(answer: RestAnswer): readonly JobFigure[] {
  const getVersion = (id: string): number =>
    Math.max(0, readFigure(list(answer).find((item) => item["id"] === id)?.["value"]));
  return [
    { name: "uptime", value: getVersion("uptime"), unit: "Milliseconds" },
    { name: "downtime", value: getVersion("downtime"), unit: "Milliseconds" },
    { name: "fullRestarts", value: getVersion("numRestarts"), unit: "Count" },
  ];
}

function checkpointFigures({ counts, latest }: RestAnswer): readonly JobFigure[] {
  const { failed } = toPart(counts);
  const { completed } = toPart(latest);
  const figures: JobFigure[] = [{ name: "numberOfFailedCheckpoints", value: readFigure(failed), unit: "Count" }];
  if (completed === undefined || completed === null) return figures;
  const { end_to_end_duration: duration, state_size: size } = toPart(completed);
  return [
    ...figures,
    { name: "lastCheckpointDuration", value: readFigure(duration), unit: "Milliseconds" },
    { name: "lastCheckpointSize", value: readFigure(size), unit: "Bytes" },
  ];
}

/** The value as a number; 0 if it is none. */
function readFigure(value: unknown): number {
  const number = Number(value);
  return Number.isFinite(number) ? number : 0;
}
