import { existsSync } from "node:fs";
import { AwsFault } from "../core/faults";
import type { Core } from "../core/core";
import { CODE_NOT_ALLOWED } from "../processes/processes";
import type { SupervisedProcess } from "../processes/supervised-process";
import type { ClientRun, EngineParts, FlinkAddress, FlinkEngine } from "./engine";

type FlinkCore = Pick<Core, "storage" | "processes" | "closing" | "log" | "runsCode">;

/** The state of the lab cloud's Flink. */
export interface FlinkState {
  readonly state: "not set up" | "stopped" | "starting" | "running";
  readonly version?: string;
  readonly gateway?: string;
  readonly cluster?: string;
  /** Whether Flink's jobs can write Parquet to S3. */
  readonly hasParquet?: boolean;
  /** Bytes of memory of Flink's processes, where this is known. */
  readonly memory?: number;
}

const NOT_SET_UP =
  "Apache Flink is not set up on this machine. Run `npx labs flink` once; it needs the network, Maven and some 600 MB of disk.";

const javaIsGone = (java: string): string =>
  `The Java that Apache Flink was set up with is not there any more: ${java}. Run \`npx labs flink\` again.`;

/**
 * Apache Flink, started at its first use, and ended with the cloud or at a reset. The engine's code is loaded only
 * then, so that a cloud without Flink starts faster.
 */
export class Flink {
  readonly #core: FlinkCore;
  readonly #keys: EngineParts["keys"];
  readonly #folder: string | undefined;
  #starting: Promise<FlinkEngine> | undefined;
  #engine: FlinkEngine | undefined;

  /** @param folder the folder of an installed Flink; undefined for the nearest `.labs/flink` */
  constructor(
    core: FlinkCore,
    { keys, folder }: { readonly keys: EngineParts["keys"]; readonly folder: string | undefined },
  ) {
    this.#core = core;
    this.#keys = keys;
    this.#folder = folder;
  }

  /** @throws AwsFault saying what is missing */
  async start(): Promise<FlinkAddress> {
    if (this.#engine !== undefined && this.#engine.failure === undefined) return this.#engine.address;
    this.#starting ??= this.#open().finally(() => {
      this.#starting = undefined;
    });
    this.#engine = await this.#starting;
    return this.#engine.address;
  }

  /**
   * Starts Flink's client with a user's program, while Flink runs.
   *
   * @param run gets the folder of Flink's Python API
   * @throws AwsFault if Flink has ended
   */
  client(run: (python: string) => ClientRun): SupervisedProcess {
    if (this.#engine === undefined) throw unavailable("Flink has ended.");
    return this.#engine.client(run(this.#engine.python));
  }

  /** Why Flink cannot be started here; undefined if it can. Does not start it. */
  async refusal(): Promise<AwsFault | undefined> {
    if (this.#engine !== undefined && this.#engine.failure === undefined) return undefined;
    const [{ findFlink }, { memoryProblem }] = await Promise.all([import("./installation"), import("./free-memory")]);
    // Flink's SQL can use any Java class and any file, so it counts as code.
    if (!this.#core.runsCode) return unavailable(CODE_NOT_ALLOWED);
    const installation = findFlink(this.#folder);
    if (installation === undefined) return unavailable(NOT_SET_UP);
    if (!existsSync(installation.java)) return unavailable(javaIsGone(installation.java));
    const problem = memoryProblem();
    return problem === undefined ? undefined : unavailable(problem);
  }

  async state(): Promise<FlinkState> {
    const { findFlink } = await import("./installation");
    const installation = findFlink(this.#folder);
    if (installation === undefined) return { state: "not set up" };
    const { version } = installation;
    if (this.#starting !== undefined) return { state: "starting", version };
    const engine = this.#engine;
    if (engine === undefined || engine.failure !== undefined) return { state: "stopped", version };
    const memory = engine.memory();
    return { state: "running", ...engine.address, ...(memory === undefined ? {} : { memory }) };
  }

  /** Ends Flink; the next `start` starts a new one, which finds the savepoints and checkpoints of this one. */
  async stop(): Promise<void> {
    const engine = this.#engine ?? (await this.#starting?.catch(() => undefined));
    this.#engine = undefined;
    await engine?.stop();
  }

  async #open(): Promise<FlinkEngine> {
    const refusal = await this.refusal();
    if (refusal !== undefined) throw refusal;
    const [{ FlinkEngine, FlinkFailure }, { findFlink }] = await Promise.all([
      import("./engine"),
      import("./installation"),
    ]);
    const { processes, storage, closing, log } = this.#core;
    const installation = findFlink(this.#folder);
    if (installation === undefined) throw unavailable(NOT_SET_UP);
    try {
      const engine = await FlinkEngine.start({
        installation,
        processes,
        folder: storage.subfolder("flink"),
        keys: this.#keys,
        log,
      });
      closing.add(() => this.stop());
      return engine;
    } catch (error) {
      if (error instanceof FlinkFailure) throw unavailable(error.message);
      throw error;
    }
  }
}

const unavailable = (message: string): AwsFault => new AwsFault("FlinkUnavailable", message, { status: 409 });
