import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { readUntrustedFile, NonFileError } from "../../foundation/untrusted-folder";
import { CONFINED_TEMPORARY, type Command, type MountedFolder } from "../../foundation/processes/command";
import type { Processes } from "../processes/processes";
import type { SupervisedProcess } from "../processes/supervised-process";
import { makeIdentity, type FlinkIdentity } from "./identity";
import { hasParquet, PYTHON_FOLDER, type FlinkInstallation } from "./installation";
import { chooseFlinkPorts, listJavaFolders, listJavaLibraries, createProgramSettings, createPart } from "./parts";
import {
  getArchive,
  createClientCommandLine,
  createCommandLine,
  PROGRAMS,
  type Program,
  type ProgramPaths,
  type StartKind,
} from "./programs";
import { askFlink, type RestAnswer, type RestApi } from "./rest";
import { CLIENT_LOG4J, LOG4J, createSettings, SLOTS, type FlinkPorts } from "./settings";

/** The addresses of a running Flink. */
export interface FlinkAddress {
  /** The SQL Gateway. */
  readonly gateway: RestApi;
  /** The job manager's REST API. */
  readonly cluster: RestApi;
  readonly version: string;
  /** Whether its jobs can write Parquet to S3. */
  readonly hasParquet: boolean;
}

export interface EngineParts {
  readonly installation: FlinkInstallation;
  readonly processes: Processes;
  /** The folder for configuration, logs, checkpoints and savepoints; absolute. */
  readonly folder: string;
  /** The keys for jobs' calls to the lab cloud: Flink's connector reads them from its environment. */
  readonly keys: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly log: (line: string) => void;
  /** Fires when the cloud is being stopped: nobody waits for Flink's answers any more. */
  readonly closing: AbortSignal;
}

/** A run of a user's program that begins a job. */
export interface ClientRun {
  /** The arguments of `flink run`: options, then the program with its own arguments. */
  readonly args: readonly string[];
  /** Whether the program brings its own connector for Kinesis. */
  readonly hasConnector?: boolean;
  /** The working folder; absolute. */
  readonly folder: string;
  /** Wraps the command line, such as in a mount namespace; not used where the program is confined. */
  readonly wrap: (argv: readonly string[]) => readonly string[];
  /** Folders that the program finds at other paths, where it is confined. */
  readonly placed?: readonly MountedFolder[];
  /** Files and folders that the program needs to read beside its own folder, such as its Python; absolute. */
  readonly readable?: readonly string[];
}

/** The results of preparing an engine's start. */
interface EngineStart {
  readonly parts: EngineParts;
  readonly ports: FlinkPorts;
  readonly kind: StartKind;
  readonly identity: FlinkIdentity | undefined;
}

/** The error if Flink could not be started, or has ended; the message says why. */
export class FlinkFailure extends Error {}

/** How long a start may take: on a busy machine three Javas may take a minute. */
const READY_WITHIN_MS = 180_000;
const LOOK_AGAIN_MS = 40;
/** How often a task manager is started: after more losses there must be an error that a restart does not remove. */
const MAX_TASK_MANAGERS = 20;
const GRACE_MS = 60_000;
/** A larger file than `LOG4J` allows a log to become. */
const LARGEST_LOG_BYTES = 16 * 1024 ** 2;

/** One Flink of three processes: job manager, task manager and SQL Gateway, all on loopback. */
export class FlinkEngine {
  readonly address: FlinkAddress;
  readonly #parts: EngineParts;
  readonly #ports: FlinkPorts;
  readonly #kind: StartKind;
  readonly #running = new Map<Program, SupervisedProcess>();
  readonly #output = new Map<Program, string>();
  #failure: FlinkFailure | undefined;
  #isStopping = false;
  readonly #identity: FlinkIdentity | undefined;
  #taskManagers = 0;

  private constructor({ parts, ports, kind, identity }: EngineStart) {
    this.#parts = parts;
    this.#ports = ports;
    this.#kind = kind;
    this.#identity = identity;
    const createApi = (port: number): RestApi => ({
      url: `${identity === undefined ? "http" : "https"}://127.0.0.1:${port}`,
      agent: identity?.agent,
      closing: parts.closing,
    });
    this.address = {
      gateway: createApi(ports.gateway),
      cluster: createApi(ports.cluster),
      version: parts.installation.version,
      hasParquet: hasParquet(parts.installation),
    };
  }

  /**
   * Starts the three processes and waits until they accept statements and have free slots for tasks.
   *
   * @throws FlinkFailure if a process ends, or they are not ready after three minutes
   */
  static async start(parts: EngineParts, kind: StartKind = "usual"): Promise<FlinkEngine> {
    const isConfined = parts.processes.confine !== undefined;
    mkdirSync(join(parts.folder, "conf"), { recursive: true, mode: 0o700 });
    // A confined program's ports are in its own network, which nobody else reaches.
    const identity = isConfined ? undefined : await makeIdentity(join(parts.folder, "conf", "identity.p12"));
    const engine = new FlinkEngine({ parts, ports: await chooseFlinkPorts(isConfined), kind, identity });
    engine.#configure();
    try {
      for (const program of PROGRAMS) engine.#run(program);
      await engine.#waitUntilReady();
    } catch (error) {
      await engine.stop();
      throw error;
    }
    return engine;
  }

  /** Why Flink has ended by itself; undefined while it runs. */
  get failure(): FlinkFailure | undefined {
    return this.#failure;
  }

  /** The folder of Flink's Python API, for `PYTHONPATH`. */
  get python(): string {
    return join(this.#parts.installation.folder, PYTHON_FOLDER);
  }

  /** Starts Flink's client with a user's main program. Its output must be read. */
  startClient({ args, hasConnector = false, folder, wrap, placed = [], readable = [] }: ClientRun): SupervisedProcess {
    const { installation, processes } = this.#parts;
    const paths = { ...this.#paths, kind: this.#kind };
    const argv = createClientCommandLine(installation, paths, { args, hasConnector });
    return processes.start({
      argv: this.#isConfined ? argv : wrap(argv),
      cwd: folder,
      ...this.#createFolders([...readable, folder], placed),
      writable: [],
      part: createPart("client", this.#ports),
    });
  }

  /** Bytes of memory of all three processes; undefined on systems where this is not known. */
  getMemory(): number | undefined {
    const each = [...this.#running.values()].map((process) => process.getMemoryBytes());
    return each.some((bytes) => bytes === undefined)
      ? undefined
      : each.reduce<number>((sum, bytes) => sum + (bytes ?? 0), 0);
  }

  /** Ends all three processes. After a rehearsal they first get time to write their class archives. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    const graceMs = this.#kind === "rehearsal" ? GRACE_MS : 0;
    await Promise.all(
      [...this.#running.values()].map((process) => (graceMs === 0 ? process.kill() : process.terminate(graceMs))),
    );
    this.#identity?.agent.destroy();
  }

  #configure(): void {
    const { folder, installation, processes } = this.#parts;
    const { temporary } = this.#paths;
    if (!this.#isConfined) {
      // Removes files that an earlier Flink left there.
      rmSync(temporary, { recursive: true, force: true });
      mkdirSync(temporary, { recursive: true });
    }
    for (const name of ["logs", "data", "plugins"]) mkdirSync(join(folder, name), { recursive: true });
    mkdirSync(dirname(getArchive(installation, "jobmanager")), { recursive: true });
    // Written as JSON, which is valid YAML.
    const locations = { data: join(folder, "data"), temporary, endpoint: processes.endpoint, identity: this.#identity };
    const [settings, file] = [createSettings(this.#ports, locations), join(folder, "conf", "config.yaml")];
    // Removed first: an existing file would keep its mode.
    rmSync(file, { force: true });
    writeFileSync(file, JSON.stringify(settings, undefined, 2), { mode: 0o600 });
    writeFileSync(join(folder, "conf", "log4j.properties"), LOG4J);
    writeFileSync(join(folder, "conf", "log4j-client.properties"), CLIENT_LOG4J);
  }

  get #paths(): Pick<ProgramPaths, "configuration" | "temporary" | "javaOptions"> {
    const { folder } = this.#parts;
    const temporary = this.#isConfined ? CONFINED_TEMPORARY : join(folder, "data", "temporary");
    // The confined network has no name server to resolve the machine's name, which a task manager needs.
    const javaOptions = this.#isConfined ? ["-Djdk.net.hosts.file=/etc/hosts"] : [];
    return { configuration: join(folder, "conf"), temporary, javaOptions };
  }

  get #isConfined(): boolean {
    return this.#parts.processes.confine !== undefined;
  }

  /** The folders and environment of a program; its configuration is read-only. */
  #createFolders(
    readable: readonly string[],
    placed: readonly MountedFolder[] = [],
  ): Pick<Command, "env" | "readable" | "placed"> {
    const { installation, folder } = this.#parts;
    const { configuration } = this.#paths;
    // Without /proc, Java does not find its own shared libraries.
    const libraries: Readonly<Record<string, string>> = this.#isConfined
      ? { LD_LIBRARY_PATH: listJavaLibraries(installation.java) }
      : {};
    return {
      env: { ...this.#createEnvironment(), ...libraries },
      readable: [installation.folder, ...listJavaFolders(installation.java), join(folder, "plugins"), ...readable],
      placed: [{ folder: configuration, at: configuration }, ...placed],
    };
  }

  #createEnvironment(): Readonly<Record<string, string>> {
    const { processes, installation, folder, keys } = this.#parts;
    return {
      ...processes.createEnvironment(),
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
      AWS_EC2_METADATA_DISABLED: "true",
      PATH: process.env["PATH"] ?? "",
      // In a locale without letters outside ASCII, Java opens no file below a folder with such letters.
      LC_ALL: "C.UTF-8",
      FLINK_CONF_DIR: this.#paths.configuration,
      FLINK_LIB_DIR: join(installation.folder, "lib"),
      // The folder in which the client looks for the driver of Python programs.
      FLINK_OPT_DIR: join(installation.folder, "lib"),
      FLINK_PLUGINS_DIR: join(folder, "plugins"),
    };
  }

  #run(program: Program): void {
    const { processes, installation, folder } = this.#parts;
    const settings = createProgramSettings(program, this.#ports);
    const locations = { ...this.#paths, log: this.#getLogPath(program), kind: this.#kind, settings };
    const data = join(folder, "data");
    const started = processes.start({
      argv: createCommandLine(installation, program, locations),
      cwd: data,
      ...this.#createFolders([]),
      writable: [data, join(folder, "logs")],
      part: createPart(program, this.#ports),
    });
    this.#running.set(program, started);
    // Output of Java itself; Flink writes to its log.
    for (const stream of [started.output, started.errors])
      stream.on("data", (chunk) =>
        this.#output.set(program, `${this.#output.get(program) ?? ""}${String(chunk)}`.slice(-2_000)),
      );
    void started.ended.then(({ code, signal, error }) =>
      this.#onEnd(program, error ?? (signal === null ? `ended with status ${code}` : `was ended by ${signal}`)),
    );
  }

  #onEnd(program: Program, how: string): void {
    this.#running.delete(program);
    if (this.#isStopping || this.#parts.processes.isClosed) return;
    const isReplaced =
      program === "taskmanager" && this.#taskManagers < MAX_TASK_MANAGERS && this.#failure === undefined;
    if (isReplaced) {
      this.#taskManagers += 1;
      this.#parts.log(
        `Flink's task manager ${how}; another replaces it, and jobs continue from their last checkpoints.`,
      );
      this.#run(program);
      return;
    }
    this.#failure ??= new FlinkFailure(`Flink's ${program} ${how}. ${this.#getLastLine(program)}`);
    this.#parts.log(this.#failure.message);
    void this.stop();
  }

  async #waitUntilReady(): Promise<void> {
    const latest = Date.now() + READY_WITHIN_MS;
    const { gateway, cluster } = this.address;
    let hasGateway = false;
    let hasCluster = false;
    while (Date.now() < latest) {
      if (this.#failure !== undefined) throw this.#failure;
      if (this.#parts.processes.isClosed) throw new FlinkFailure("The lab cloud is being stopped.");
      hasGateway ||= (await requestAnswer(gateway, "/v1/info")) !== undefined;
      hasCluster ||= (await requestAnswer(cluster, "/overview"))?.["slots-total"] === SLOTS;
      if (hasGateway && hasCluster) return;
      await pause(LOOK_AGAIN_MS);
    }
    throw new FlinkFailure(
      `Flink was not ready after ${READY_WITHIN_MS / 1000} s. Its logs: ${join(this.#parts.folder, "logs")}`,
    );
  }

  #getLogPath(program: Program): string {
    return join(this.#parts.folder, "logs", `${program}.log`);
  }

  /** The end of a program's log. A job could replace the file by anything, such as a link. */
  #readLog(program: Program): string {
    try {
      const bytes = readUntrustedFile(this.#parts.folder, ["logs", `${program}.log`], LARGEST_LOG_BYTES);
      return bytes?.toString("utf8").slice(-20_000) ?? "";
    } catch (error) {
      if (error instanceof NonFileError) return "";
      throw error;
    }
  }

  #getLastLine(program: Program): string {
    const log = this.#getLogPath(program);
    const output = (this.#output.get(program) ?? "").trim();
    const logged = this.#readLog(program);
    const error =
      /^Caused by: .*$/m.exec(logged)?.[0] ?? logged.split("\n").findLast((line) => / (ERROR|FATAL) /.test(line));
    return [output.split("\n").at(-1), error, `Its log: ${log}`]
      .filter((text) => text !== undefined && text !== "")
      .join(" ");
  }
}

/** @returns undefined as long as no server answers */
const requestAnswer = (api: RestApi, path: string): Promise<RestAnswer | undefined> =>
  askFlink(api, { method: "GET", path }).catch(() => undefined);
