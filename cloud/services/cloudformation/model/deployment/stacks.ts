import type { ResourceStatus } from "@aws-sdk/client-cloudformation";
import type { Core } from "../../../../core/core";
import type { Random } from "../../../../../foundation/random";
import type { Table } from "../../../../storage/table";
import { createStackNotFoundFault } from "../faults";
import type { JsonObject } from "../properties/json";
import type { Leftover, StoredChangeSet, StoredEvent, StoredResource, StoredStack } from "./stored";
import type { StackIdentity } from "../template/scope";

/** The contents of an event about a resource. */
interface EventDetails {
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: ResourceStatus;
  readonly reason?: string | undefined;
  readonly properties?: JsonObject | undefined;
}

/** How long AWS shows a deleted stack: 90 days. */
const DELETED_RETENTION_MS = 90 * 24 * 3_600_000;

/** The stacks of the account, with their resources, events and change sets. The engine deploys them. */
export class Stacks {
  readonly core: Core;
  readonly random: Random;
  readonly #stacks: Table<StoredStack>;
  readonly #resources: Table<StoredResource>;
  readonly #leftovers: Table<Leftover>;
  readonly #eventTable: Table<StoredEvent>;
  readonly #changeSets: Table<StoredChangeSet>;
  readonly #events = new Map<string, StoredEvent[]>();

  constructor(core: Core) {
    this.core = core;
    this.random = core.random.fork("cloudformation");
    this.#stacks = core.storage.openTable("cloudformation/stacks");
    this.#resources = core.storage.openTable("cloudformation/resources");
    this.#leftovers = core.storage.openTable("cloudformation/leftovers");
    this.#eventTable = core.storage.openTable("cloudformation/events");
    this.#changeSets = core.storage.openTable("cloudformation/change-sets");
    for (const event of this.#eventTable.listValues()) this.#listEvents(event.stackId).push(event);
    for (const stack of this.#stacks.listValues()) this.forgetLater(stack);
  }

  /** All stacks, deleted ones too; the newest first. */
  listAll(): readonly StoredStack[] {
    return [...this.#stacks.listValues()].reverse();
  }

  /** A stack by its id, or by its name if the stack is not deleted. */
  find(nameOrId: string): StoredStack | undefined {
    return (
      this.#stacks.get(nameOrId) ??
      this.#stacks.listValues().find(({ name, status }) => name === nameOrId && status !== "DELETE_COMPLETE")
    );
  }

  /** @throws AwsFault ValidationError */
  requireStack(nameOrId: string, notFound: (name: string) => Error = createStackNotFoundFault): StoredStack {
    const found = this.find(nameOrId);
    if (found === undefined) throw notFound(nameOrId);
    return found;
  }

  save(stack: StoredStack): StoredStack {
    this.#stacks.set(stack.id, stack);
    return stack;
  }

  /** Changes some of a stack's members. */
  change(id: string, changes: Partial<StoredStack>): StoredStack {
    return this.save({ ...this.requireStack(id), ...changes });
  }

  createStackId(name: string): string {
    return this.core.createArn("cloudformation", `stack/${name}/${this.random.drawUuid()}`);
  }

  /** The values of the pseudo parameters in a stack. */
  getIdentity({ id, name, notificationArns }: Pick<StoredStack, "id" | "name" | "notificationArns">): StackIdentity {
    return { account: this.core.account, region: this.core.region, stackId: id, stackName: name, notificationArns };
  }

  /** A stack's resources, in the order in which they were first created. */
  listResources(stackId: string): readonly StoredResource[] {
    return this.#resources.listValues().filter((value) => value.stackId === stackId);
  }

  findResource(stackId: string, logicalId: string): StoredResource | undefined {
    return this.#resources.get(`${stackId}/${logicalId}`);
  }

  saveResource(resource: StoredResource): void {
    this.#resources.set(`${resource.stackId}/${resource.logicalId}`, resource);
  }

  dropResource({ stackId, logicalId }: StoredResource): void {
    this.#resources.remove(`${stackId}/${logicalId}`);
  }

  listLeftovers(stackId: string): readonly Leftover[] {
    return this.#leftovers.listValues().filter((value) => value.stackId === stackId);
  }

  saveLeftover(leftover: Leftover): void {
    this.#leftovers.set(leftover.key, leftover);
  }

  dropLeftover({ key }: Leftover): void {
    this.#leftovers.remove(key);
  }

  /** A stack's events, the oldest first. */
  listEvents(stackId: string): readonly StoredEvent[] {
    return this.#events.get(stackId) ?? [];
  }

  /** Writes an event. */
  recordEvent(stack: StoredStack, { logicalId, physicalId, type, status, reason, properties }: EventDetails): void {
    const events = this.#listEvents(stack.id);
    // 1 ms apart at least, so that clients can sort events by their time.
    const at = Math.max(this.core.now(), (events.at(-1)?.at ?? 0) + 1);
    const isStack = physicalId === stack.id;
    const eventId = isStack ? this.random.drawUuid() : `${logicalId}-${status}-${new Date(at).toISOString()}`;
    const event: StoredEvent = {
      stackId: stack.id,
      stackName: stack.name,
      eventId,
      at,
      logicalId,
      physicalId,
      type,
      status,
      reason,
      properties,
      token: stack.work?.token,
    };
    this.#eventTable.set(`${stack.id}#${events.length}`, event);
    events.push(event);
  }

  changeSets(): readonly StoredChangeSet[] {
    return this.#changeSets.listValues();
  }

  saveChangeSet(changeSet: StoredChangeSet): void {
    this.#changeSets.set(changeSet.id, changeSet);
  }

  dropChangeSet({ id }: StoredChangeSet): void {
    this.#changeSets.remove(id);
  }

  /** Removes a stack with its resources, events and leftovers. */
  forget({ id }: StoredStack): void {
    this.listResources(id).forEach((resource) => this.dropResource(resource));
    this.listLeftovers(id).forEach((leftover) => this.dropLeftover(leftover));
    this.changeSets()
      .filter(({ stackId }) => stackId === id)
      .forEach((item) => this.dropChangeSet(item));
    this.listEvents(id).forEach((_event, index) => this.#eventTable.remove(`${id}#${index}`));
    this.#events.delete(id);
    this.#stacks.remove(id);
  }

  #listEvents(stackId: string): StoredEvent[] {
    const found = this.#events.get(stackId) ?? [];
    this.#events.set(stackId, found);
    return found;
  }

  /** Removes a deleted stack when AWS would no longer show it. */
  forgetLater({ id, deletedAt }: StoredStack): void {
    if (deletedAt === undefined) return;
    this.core.clock.schedule(deletedAt + DELETED_RETENTION_MS, () => {
      const stack = this.#stacks.get(id);
      if (stack !== undefined) this.forget(stack);
    });
  }
}
