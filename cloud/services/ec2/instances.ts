import type { Core } from "../../core/core";
import { lasting, type Duration } from "../../core/lag";
import type { Random } from "../../core/random";
import { CODE_NOT_ALLOWED } from "../../processes/processes";
import type { Table } from "../../storage/table";
import type { Roles } from "../iam/roles";
import { instanceNotFound } from "./faults";
import { Machine } from "./machine/machine";
import type { StoredInstance } from "./stored";

/** How long a state takes that ends by itself. AWS gives no time: the longer one is an estimate. */
const CHANGE: Duration = { usual: 1_000, lagging: 20_000 };
/** How soon a cloud that has no address yet is asked for it again, in ms of cloud time. */
const NO_ADDRESS_MS = 100;
/** For so long a terminated instance is still shown, in ms of cloud time: about an hour on AWS, too. */
const SHOWN_MS = 3_600_000;

const AFTER: Partial<Readonly<Record<StoredInstance["state"], StoredInstance["state"]>>> = {
  pending: "running",
  stopping: "stopped",
  "shutting-down": "terminated",
};

/** The instances of the account, each with its machine. */
export class Instances {
  readonly random: Random;
  readonly #core: Core;
  readonly #roles: Roles;
  readonly #table: Table<StoredInstance>;
  readonly #machines = new Map<string, Machine>();

  constructor(core: Core, roles: Roles) {
    this.#core = core;
    this.#roles = roles;
    this.random = core.random.fork("ec2");
    this.#table = core.storage.table("ec2/instances");
    for (const instance of this.#table.values()) {
      if (instance.until !== undefined) this.#await(instance);
      // A cloud that starts again boots its instances, and their user data runs again: what it had begun is gone.
      else if (instance.state === "running")
        this.#core.clock.schedule(this.#core.now(), () =>
          this.#boot({ ...instance, runsUserData: instance.userData !== undefined }),
        );
    }
  }

  /** In the order of their launch. */
  all(): readonly StoredInstance[] {
    return this.#table.values();
  }

  find(id: string): StoredInstance | undefined {
    return this.#table.get(id);
  }

  /** @throws AwsFault InvalidInstanceID.NotFound naming all that are not there */
  named(ids: readonly string[]): StoredInstance[] {
    const missing = ids.filter((id) => this.find(id) === undefined);
    if (missing.length > 0) throw instanceNotFound(missing);
    return ids.flatMap((id) => this.find(id) ?? []);
  }

  save(instance: StoredInstance): void {
    this.#table.set(instance.id, instance);
  }

  /** Puts an instance into a state that ends by itself. */
  enter(instance: StoredInstance, changes: Pick<StoredInstance, "state"> & Partial<StoredInstance>): StoredInstance {
    const entered: StoredInstance = { ...instance, ...changes, until: this.#core.now() + lasting(this.#core, CHANGE) };
    this.save(entered);
    this.#await(entered);
    return entered;
  }

  machine(id: string): Machine {
    const machine = this.#machines.get(id) ?? new Machine(this.#core, id);
    this.#machines.set(id, machine);
    return machine;
  }

  /** Ends what runs in an instance, and starts it again. */
  async reboot(instance: StoredInstance): Promise<void> {
    await this.machine(instance.id).stop();
    this.#boot({ ...instance, runsUserData: false });
  }

  #await({ id, until }: StoredInstance): void {
    this.#core.clock.schedule(until ?? this.#core.now(), () => this.#arrive(id, until));
  }

  async #arrive(id: string, until: number | undefined): Promise<void> {
    const instance = this.find(id);
    if (instance === undefined || instance.until !== until) return;
    const state = AFTER[instance.state];
    if (instance.state === "terminated") return this.#forget(instance);
    if (state === undefined) return;
    if (state !== "running") await this.machine(id).stop();
    if (state === "terminated") this.machine(id).discard();
    const arrived: StoredInstance = {
      ...instance,
      state,
      until: state === "terminated" ? this.#core.now() + SHOWN_MS : undefined,
    };
    this.save(arrived);
    if (state === "terminated") this.#await(arrived);
    if (state === "running") this.#boot(arrived);
  }

  #boot(instance: StoredInstance): void {
    const { id, profile } = instance;
    if (!this.#core.runsCode) return this.#shutDown(id, CODE_NOT_ALLOWED);
    // A cloud that just starts has no address yet that its instances could be told.
    if (this.#core.processes.environment()["AWS_ENDPOINT_URL"] === "") {
      this.#core.clock.schedule(this.#core.now() + NO_ADDRESS_MS, () => this.#boot(instance));
      return;
    }
    const role = profile === undefined ? undefined : this.#roles.profiles.find(profile)?.role;
    const found = role === undefined ? undefined : this.#roles.find(role);
    const keys =
      found !== undefined && this.#roles.refusal(found.arn, "ec2.amazonaws.com") === undefined
        ? this.#roles.keys(found.arn, id)
        : undefined;
    this.machine(id).start(instance, { keys, onShutdown: (why) => this.#shutDown(id, why) });
    this.save({ ...instance, runsUserData: false });
  }

  /** Somebody in the machine shut it down. */
  #shutDown(id: string, why: string | undefined): void {
    const instance = this.find(id);
    if (instance?.state !== "running") return;
    if (why !== undefined) this.machine(id).console.write(`cannot start: ${why}\n`);
    const reason = {
      code: "Client.InstanceInitiatedShutdown",
      message: "Client.InstanceInitiatedShutdown: Instance initiated shutdown",
    };
    this.enter(instance, {
      state: instance.onShutdown === "stop" ? "stopping" : "shutting-down",
      reason,
      publicIp: undefined,
    });
  }

  #forget({ id }: StoredInstance): void {
    this.machine(id).remove();
    this.#machines.delete(id);
    this.#table.remove(id);
  }
}
