import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CloudOptions } from "../../cloud/index";
import { HOST_INSIDE, chooseSandboxUser, type Mount } from "./bubblewrap";
import { PORTS_INSIDE } from "./inside/messages";
import type { Limits } from "./limits";
import { countTogether, combineLimits, PROCESSES_EACH, type MemoryAccounting } from "./memory-counted";
import { findChildSandboxes } from "./memory-watch";
import { PortExchange } from "./port-exchange";

/** One of the programs of an engine, such as Flink's. */
export type EnginePart = NonNullable<Parameters<NonNullable<CloudOptions["confine"]>>[0]["part"]>;

/** Commands that share a user, and limits for all of them together. */
interface ProcessGroup {
  /** The user of all these commands, since their folders belong to it; no other run has the same user. */
  readonly user: number | undefined;
  readonly counting: ReturnType<typeof countTogether>;
  /** Limits of each sandbox. */
  readonly limits: Limits;
  /** Additional mounts of each sandbox. */
  readonly mounts: readonly Mount[];
}

interface Engine extends ProcessGroup {
  readonly exchange: PortExchange;
  /** Ports of the engine that the cloud can reach. */
  readonly open: Set<number>;
}

interface ProcessGroupsOptions {
  readonly limits: Limits;
  readonly memory: MemoryAccounting;
  /** The run's own folder. */
  readonly folder: string;
}

/**
 * The two parties that run the commands of a run's cloud: one for functions, instances and queries, and one for the
 * programs of an engine.
 */
export class ProcessGroups {
  readonly #options: ProcessGroupsOptions;
  readonly #meeting: string;
  readonly #usual: ProcessGroup;
  #engine: Engine | undefined;

  constructor(options: ProcessGroupsOptions) {
    const { limits, memory, folder } = options;
    this.#options = options;
    this.#meeting = join(folder, "ports.sock");
    const startParty = () => findChildSandboxes(folder, (command) => !this.isEngineProcess(command));
    this.#usual = {
      user: chooseSandboxUser(),
      counting: countTogether(combineLimits(limits), memory, startParty),
      limits: { ...limits, processes: limits.processes * PROCESSES_EACH },
      mounts: [],
    };
  }

  getParty(part: EnginePart | undefined): ProcessGroup {
    if (part === undefined) return this.#usual;
    const engine = (this.#engine ??= this.#createEngine(part));
    for (const port of part.servesCloud) {
      // A program that replaces another serves the same ports.
      if (!engine.open.has(port)) engine.exchange.openToCloud(port);
      engine.open.add(port);
    }
    return engine;
  }

  /** Called when all commands have ended. */
  end(): void {
    this.#usual.counting.end();
    this.#engine?.counting.end();
    this.#engine?.exchange.close();
  }

  /** Its own party, so that an engine's memory does not count for functions, nor theirs for the engine. */
  #createEngine({ limits: { memoryMiB, processes, diskMiB } }: EnginePart): Engine {
    const { limits, memory, folder } = this.#options;
    const hosts = join(folder, "hosts");
    writeFileSync(hosts, `127.0.0.1 localhost ${HOST_INSIDE}\n`);
    const startParty = () => findChildSandboxes(folder, (command) => this.isEngineProcess(command));
    return {
      user: chooseSandboxUser(),
      counting: countTogether({ memoryMiB, processes }, memory, startParty),
      limits: { ...limits, diskMiB, processes },
      mounts: [
        { outside: this.#meeting, inside: PORTS_INSIDE },
        { outside: hosts, inside: "/etc/hosts" },
      ],
      exchange: new PortExchange(this.#meeting),
      open: new Set(),
    };
  }

  isEngineProcess(command: string): boolean {
    return command.includes(this.#meeting);
  }
}
