import { existsSync } from "node:fs";
import { AwsFault } from "../core/faults";
import type { Core } from "../core/core";
import { CODE_NOT_ALLOWED } from "../processes/processes";
import type { SupervisedProcess } from "../processes/supervised-process";
import type { ClientRun, EngineParts, FlinkAddress, FlinkEngine } from "./engine";
import { callFlink, Unreachable, type RestRequest } from "./rest";

type FlinkCore = Pick<Core, "storage" | "processes" | "closing" | "log" | "runsCode">;

/** The state of the lab cloud's Flink. */
export interface FlinkState extends Partial<SharedAddress> {
  readonly state: "not set up" | "stopped" | "starting" | "running";
  readonly version?: string;
  /** Bytes of memory of Flink's processes, where this is known. */
  readonly memory?: number;
}

/** The REST APIs of Flink that the lab cloud passes requests on to: the SQL Gateway and the job manager. */
export type FlinkApi = "gateway" | "cluster";

/**
 * Where callers of the lab cloud reach Flink: at addresses of the lab cloud, which shows Flink its certificate and asks
 * callers for its token.
 */
interface SharedAddress extends Omit<FlinkAddress, FlinkApi> {
  readonly gateway: string;
  readonly cluster: string;
}

const NOT_SET_UP =
  "Apache Flink is not set up on this machine. Run `npx labs flink` once; it needs the network, Maven and some 600 MB of disk.";

const describeMissingJava = (java: string): string =>
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
  startClient(run: (python: string) => ClientRun): SupervisedProcess {
    if (this.#engine === undefined) throw createUnavailable("Flink has ended.");
    return this.#engine.startClient(run(this.#engine.python));
  }

  /** Why Flink cannot be started here; undefined if it can. Does not start it. */
  async findRefusal(): Promise<AwsFault | undefined> {
    if (this.#engine !== undefined && this.#engine.failure === undefined) return undefined;
    const [{ findFlink }, { findMemoryProblem }] = await Promise.all([
      import("./installation"),
      import("./free-memory"),
    ]);
    // Flink's SQL can use any Java class and any file, so it counts as code.
    if (!this.#core.runsCode) return createUnavailable(CODE_NOT_ALLOWED);
    const installation = findFlink(this.#folder);
    if (installation === undefined) return createUnavailable(NOT_SET_UP);
    if (!existsSync(installation.java)) return createUnavailable(describeMissingJava(installation.java));
    const problem = findMemoryProblem();
    return problem === undefined ? undefined : createUnavailable(problem);
  }

  async readState(): Promise<FlinkState> {
    const { findFlink } = await import("./installation");
    const installation = findFlink(this.#folder);
    if (installation === undefined) return { state: "not set up" };
    const { version } = installation;
    if (this.#starting !== undefined) return { state: "starting", version };
    const engine = this.#engine;
    if (engine === undefined || engine.failure !== undefined) return { state: "stopped", version };
    const memory = engine.getMemory();
    return { state: "running", ...this.#share(engine.address), ...(memory === undefined ? {} : { memory }) };
  }

  /** Starts Flink as `start` does, for callers of the lab cloud. */
  async open(): Promise<SharedAddress> {
    return this.#share(await this.start());
  }

  /**
   * Passes a caller's request on to Flink, if it runs.
   *
   * @throws AwsFault if Flink does not run or does not answer
   */
  async pass(api: FlinkApi, request: RestRequest): Promise<{ readonly status: number; readonly bytes: Buffer }> {
    if (this.#engine === undefined || this.#engine.failure !== undefined) throw createUnavailable("Flink has ended.");
    try {
      return await callFlink(this.#engine.address[api], request);
    } catch (error) {
      if (error instanceof Unreachable) throw createUnavailable(error.message);
      throw error;
    }
  }

  #share({ version, hasParquet }: FlinkAddress): SharedAddress {
    const formatAddress = (api: FlinkApi): string => `${this.#core.processes.endpoint}/_lab/flink/${api}`;
    return { gateway: formatAddress("gateway"), cluster: formatAddress("cluster"), version, hasParquet };
  }

  /** Ends Flink; the next `start` starts a new one, which finds the savepoints and checkpoints of this one. */
  async stop(): Promise<void> {
    const engine = this.#engine ?? (await this.#starting?.catch(() => undefined));
    this.#engine = undefined;
    await engine?.stop();
  }

  async #open(): Promise<FlinkEngine> {
    const refusal = await this.findRefusal();
    if (refusal !== undefined) throw refusal;
    const [{ FlinkEngine, FlinkFailure }, { findFlink }] = await Promise.all([
      import("./engine"),
      import("./installation"),
    ]);
    const { processes, storage, closing, log } = this.#core;
    const installation = findFlink(this.#folder);
    if (installation === undefined) throw createUnavailable(NOT_SET_UP);
    try {
      const engine = await FlinkEngine.start({
        installation,
        processes,
        folder: storage.createSubfolder("flink"),
        keys: this.#keys,
        log,
        closing: closing.signal,
      });
      closing.add(() => this.stop());
      return engine;
    } catch (error) {
      if (error instanceof FlinkFailure) throw createUnavailable(error.message);
      throw error;
    }
  }
}

const createUnavailable = (message: string): AwsFault => new AwsFault("FlinkUnavailable", message, { status: 409 });
