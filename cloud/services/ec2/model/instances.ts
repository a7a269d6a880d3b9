import type { Core } from "../../../core/core";
import { getDuration, type Duration } from "../../../core/lag";
import type { Random } from "../../../../foundation/random";
import { CODE_NOT_ALLOWED } from "../../../processes/processes";
import type { Table } from "../../../storage/table";
import type { Roles } from "../../iam/model/roles";
import { createInstanceNotFoundFault } from "./faults";
import { Machine } from "./machine";
import type { StoredInstance } from "./stored";

/** How long a transitional state, such as pending, takes. AWS documents no time: the longer one is an estimate. */
const CHANGE: Duration = { usual: 1_000, lagging: 20_000 };
/** ms of the cloud's clock until an instance tries again to boot in a cloud that is starting and has no address yet. */
const NO_ADDRESS_MS = 100;
/** How long a terminated instance is still shown, in ms of cloud time; on AWS it is about an hour, too. */
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
    this.#table = core.storage.openTable("ec2/instances");
    for (const instance of this.#table.listValues()) {
      if (instance.until !== undefined) this.#await(instance);
      // A cloud that starts again boots its instances. Their user data runs again, because the processes it had started
      // are gone.
      else if (instance.state === "running")
        this.#core.clock.schedule(this.#core.now(), () =>
          this.#boot({ ...instance, runsUserData: instance.userData !== undefined }),
        );
    }
  }

  /** All instances, in the order of their launch. */
  listAll(): readonly StoredInstance[] {
    return this.#table.listValues();
  }

  find(id: string): StoredInstance | undefined {
    return this.#table.get(id);
  }

  /** @throws AwsFault InvalidInstanceID.NotFound that names all ids without an instance */
  requireInstances(ids: readonly string[]): StoredInstance[] {
    const missing = ids.filter((id) => this.find(id) === undefined);
    if (missing.length > 0) throw createInstanceNotFoundFault(missing);
    return ids.flatMap((id) => this.find(id) ?? []);
  }

  save(instance: StoredInstance): void {
    this.#table.set(instance.id, instance);
  }

  /** Changes an instance to a transitional state, and schedules the state that follows. */
  enter(instance: StoredInstance, changes: Pick<StoredInstance, "state"> & Partial<StoredInstance>): StoredInstance {
    const entered: StoredInstance = {
      ...instance,
      ...changes,
      until: this.#core.now() + getDuration(this.#core, CHANGE),
    };
    this.save(entered);
    this.#await(entered);
    return entered;
  }

  getMachine(id: string): Machine {
    const machine = this.#machines.get(id) ?? new Machine(this.#core, id);
    this.#machines.set(id, machine);
    return machine;
  }

  /** Stops all processes of an instance, and boots it again. */
  async reboot(instance: StoredInstance): Promise<void> {
    await this.getMachine(instance.id).stop();
    this.#boot({ ...instance, runsUserData: false });
  }

  #await({ id, until }: StoredInstance): void {
    this.#core.clock.schedule(until ?? this.#core.now(), () => this.#waitUntilArrived(id, until));
  }

  async #waitUntilArrived(id: string, until: number | undefined): Promise<void> {
    const instance = this.find(id);
    if (instance === undefined || instance.until !== until) return;
    const state = AFTER[instance.state];
    if (instance.state === "terminated") return this.#forget(instance);
    if (state === undefined) return;
    if (state !== "running") await this.getMachine(id).stop();
    if (state === "terminated") this.getMachine(id).discard();
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
    // A cloud that is just starting has no address yet to pass on to its instances.
    if (this.#core.processes.createEnvironment()["AWS_ENDPOINT_URL"] === "") {
      this.#core.clock.schedule(this.#core.now() + NO_ADDRESS_MS, () => this.#boot(instance));
      return;
    }
    const role = profile === undefined ? undefined : this.#roles.profiles.find(profile)?.role;
    const found = role === undefined ? undefined : this.#roles.find(role);
    const keys =
      found !== undefined && this.#roles.findRefusal(found.arn, "ec2.amazonaws.com") === undefined
        ? this.#roles.createKeys(found.arn, id)
        : undefined;
    this.getMachine(id).start(instance, { keys, onShutdown: (why) => this.#shutDown(id, why) });
    this.save({ ...instance, runsUserData: false });
  }

  /** Changes the state of an instance that has shut itself down. @param why the reason if it could not start */
  #shutDown(id: string, why: string | undefined): void {
    const instance = this.find(id);
    if (instance?.state !== "running") return;
    if (why !== undefined) this.getMachine(id).console.write(`cannot start: ${why}\n`);
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
    this.getMachine(id).remove();
    this.#machines.delete(id);
    this.#table.remove(id);
  }
}
