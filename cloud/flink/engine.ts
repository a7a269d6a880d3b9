import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Processes } from "../processes/processes";
import type { SupervisedProcess } from "../processes/supervised-process";
import { freePorts } from "./free-ports";
import type { FlinkInstallation } from "./installation";
import { hasParquet, PYTHON_FOLDER } from "./installation";
import { archiveOf, clientCommandLine, commandLineOf, PROGRAMS, type Program, type StartKind } from "./programs";
import { CLIENT_LOG4J, LOG4J, settingsOf, SLOTS, type FlinkPorts } from "./settings";

/** Where a running Flink is. */
export interface FlinkAddress {
  /** The SQL Gateway: `http://127.0.0.1:40123`. */
  readonly gateway: string;
  /** The job manager's REST API and web page. */
  readonly cluster: string;
  readonly version: string;
  /** Whether its jobs can write Parquet to S3. */
  readonly hasParquet: boolean;
}

/** What an engine is made of. */
export interface EngineParts {
  readonly installation: FlinkInstallation;
  readonly processes: Processes;
  /** For configuration, logs, checkpoints and savepoints; absolute. */
  readonly folder: string;
  /** With which jobs call the lab cloud: Flink's connector takes keys from its environment. */
  readonly keys: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly log: (line: string) => void;
}

/** Somebody's program that begins a job. */
export interface ClientRun {
  /** Of `flink run`: options, then the program with its own arguments. */
  readonly args: readonly string[];
  /** The folder it starts in; absolute. */
  readonly folder: string;
  /** Puts more around the command line, such as a namespace of mounts. */
  readonly wrap: (argv: readonly string[]) => readonly string[];
}

/** Flink could not be started, or has ended; the message says why. */
export class FlinkFailure extends Error {}

/** On a machine with much else to do three Javas may take a minute. */
const READY_WITHIN_MS = 180_000;
const LOOK_AGAIN_MS = 40;
/** A task manager that is lost more often than this does not come back: something is wrong with it. */
const MOST_TASK_MANAGERS = 20;
const GRACE_MS = 60_000;

/** One Flink of three processes: job manager, task manager and SQL Gateway, all on loopback. */
export class FlinkEngine {
  readonly address: FlinkAddress;
  readonly #parts: EngineParts;
  readonly #ports: FlinkPorts;
  readonly #kind: StartKind;
  readonly #running = new Map<Program, SupervisedProcess>();
  readonly #said = new Map<Program, string>();
  #failure: FlinkFailure | undefined;
  #isStopping = false;
  #taskManagers = 0;

  private constructor(parts: EngineParts, ports: FlinkPorts, kind: StartKind) {
    this.#parts = parts;
    this.#ports = ports;
    this.#kind = kind;
    this.address = {
      gateway: `http://127.0.0.1:${ports.gateway}`,
      cluster: `http://127.0.0.1:${ports.cluster}`,
      version: parts.installation.version,
      hasParquet: hasParquet(parts.installation),
    };
  }

  /**
   * Starts the three processes and waits until they take statements and have room for tasks.
   *
   * @throws FlinkFailure if one of them ends, or they are not ready after three minutes
   */
  static async start(parts: EngineParts, kind: StartKind = "usual"): Promise<FlinkEngine> {
    const [rpc = 0, cluster = 0, gateway = 0] = await freePorts(3);
    const engine = new FlinkEngine(parts, { rpc, cluster, gateway }, kind);
    engine.#configure();
    try {
      for (const program of PROGRAMS) engine.#run(program);
      await engine.#ready();
    } catch (error) {
      await engine.stop();
      throw error;
    }
    return engine;
  }

  /** Why it has ended by itself; undefined while it runs. */
  get failure(): FlinkFailure | undefined {
    return this.#failure;
  }

  /** Where Flink's Python API is, for `PYTHONPATH`. */
  get python(): string {
    return join(this.#parts.installation.folder, PYTHON_FOLDER);
  }

  /** Starts Flink's client with somebody's main program. What it says has to be read. */
  client({ args, folder, wrap }: ClientRun): SupervisedProcess {
    const { installation, processes } = this.#parts;
    return processes.start({
      argv: wrap(clientCommandLine(installation, { ...this.#places, kind: this.#kind }, args)),
      cwd: folder,
      env: this.#environment(),
      writable: [this.#parts.folder, folder],
      readable: [installation.folder],
    });
  }

  /** The process of a program, while it runs. */
  processOf(program: Program): SupervisedProcess | undefined {
    return this.#running.get(program);
  }

  /** Bytes of memory that all three hold; undefined where that cannot be known. */
  memory(): number | undefined {
    const each = [...this.#running.values()].map((one) => one.memory());
    return each.some((bytes) => bytes === undefined)
      ? undefined
      : each.reduce<number>((sum, bytes) => sum + (bytes ?? 0), 0);
  }

  /** Ends all three. After a rehearsal they are let write down their classes first. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    const graceMs = this.#kind === "rehearsal" ? GRACE_MS : 0;
    await Promise.all([...this.#running.values()].map((one) => (graceMs === 0 ? one.kill() : one.terminate(graceMs))));
  }

  #configure(): void {
    const { folder, installation, processes } = this.#parts;
    // What an earlier Flink left there is of no use.
    rmSync(this.#places.temporary, { recursive: true, force: true });
    for (const name of ["conf", "logs", "data/temporary", "plugins"])
      mkdirSync(join(folder, name), { recursive: true });
    mkdirSync(dirname(archiveOf(installation, "jobmanager")), { recursive: true });
    // JSON is YAML, too.
    const settings = settingsOf(this.#ports, { data: join(folder, "data"), endpoint: processes.endpoint });
    writeFileSync(join(folder, "conf", "config.yaml"), JSON.stringify(settings, undefined, 2), { mode: 0o600 });
    writeFileSync(join(folder, "conf", "log4j.properties"), LOG4J);
    writeFileSync(join(folder, "conf", "log4j-client.properties"), CLIENT_LOG4J);
  }

  get #places(): { readonly configuration: string; readonly temporary: string } {
    const { folder } = this.#parts;
    return { configuration: join(folder, "conf"), temporary: join(folder, "data", "temporary") };
  }

  #environment(): Readonly<Record<string, string>> {
    const { processes, installation, folder, keys } = this.#parts;
    return {
      ...processes.environment(),
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
      AWS_EC2_METADATA_DISABLED: "true",
      PATH: process.env["PATH"] ?? "",
      FLINK_CONF_DIR: this.#places.configuration,
      FLINK_LIB_DIR: join(installation.folder, "lib"),
      // Where the client looks for the driver of Python programs.
      FLINK_OPT_DIR: join(installation.folder, "lib"),
      FLINK_PLUGINS_DIR: join(folder, "plugins"),
    };
  }

  #run(program: Program): void {
    const { processes, installation, folder } = this.#parts;
    const places = { ...this.#places, log: this.#logOf(program), kind: this.#kind };
    const started = processes.start({
      argv: commandLineOf(installation, program, places),
      cwd: folder,
      env: this.#environment(),
      writable: [folder],
      readable: [installation.folder],
    });
    this.#running.set(program, started);
    // What Java itself has to say; Flink writes into its log.
    for (const stream of [started.output, started.errors])
      stream.on("data", (chunk) =>
        this.#said.set(program, `${this.#said.get(program) ?? ""}${String(chunk)}`.slice(-2_000)),
      );
    void started.ended.then(({ code, signal, error }) =>
      this.#onEnd(program, error ?? (signal === null ? `ended with status ${code}` : `was ended by ${signal}`)),
    );
  }

  #onEnd(program: Program, how: string): void {
    this.#running.delete(program);
    if (this.#isStopping || this.#parts.processes.isClosed) return;
    const isReplaced =
      program === "taskmanager" && this.#taskManagers < MOST_TASK_MANAGERS && this.#failure === undefined;
    if (isReplaced) {
      this.#taskManagers += 1;
      this.#parts.log(
        `Flink's task manager ${how}; another takes its place, and jobs go on from their last checkpoints.`,
      );
      this.#run(program);
      return;
    }
    this.#failure ??= new FlinkFailure(`Flink's ${program} ${how}. ${this.#lastWords(program)}`);
    this.#parts.log(this.#failure.message);
    void this.stop();
  }

  async #ready(): Promise<void> {
    const latest = Date.now() + READY_WITHIN_MS;
    const [gateway, cluster] = [`${this.address.gateway}/v1/info`, `${this.address.cluster}/overview`];
    let hasGateway = false;
    let hasCluster = false;
    while (Date.now() < latest) {
      if (this.#failure !== undefined) throw this.#failure;
      if (this.#parts.processes.isClosed) throw new FlinkFailure("The lab cloud is being stopped.");
      hasGateway ||= (await answerOf(gateway)) !== undefined;
      hasCluster ||= (await answerOf(cluster))?.["slots-total"] === SLOTS;
      if (hasGateway && hasCluster) return;
      await pause(LOOK_AGAIN_MS);
    }
    throw new FlinkFailure(
      `Flink was not ready after ${READY_WITHIN_MS / 1000} s. Its logs: ${join(this.#parts.folder, "logs")}`,
    );
  }

  #logOf(program: Program): string {
    return join(this.#parts.folder, "logs", `${program}.log`);
  }

  #lastWords(program: Program): string {
    const log = this.#logOf(program);
    const said = (this.#said.get(program) ?? "").trim();
    const logged = existsSync(log) ? readFileSync(log, "utf8").slice(-20_000) : "";
    const error =
      /^Caused by: .*$/m.exec(logged)?.[0] ?? logged.split("\n").findLast((line) => / (ERROR|FATAL) /.test(line));
    return [said.split("\n").at(-1), error, `Its log: ${log}`]
      .filter((text) => text !== undefined && text !== "")
      .join(" ");
  }
}

/** @returns undefined as long as nobody answers */
async function answerOf(url: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    const reply = await fetch(url);
    const answer: unknown = await reply.json();
    return reply.ok && typeof answer === "object" && answer !== null ? (answer as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
