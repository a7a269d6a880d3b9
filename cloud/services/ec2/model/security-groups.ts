import type { Core } from "../../../core/core";
import type { Random } from "../../../../foundation/random";
import type { Table } from "../../../storage/table";
import { createGroupNotFoundFault } from "./faults";
import { VPC_ID } from "./network";
import type { StoredGroup, StoredRule } from "./stored";

/** The security groups of the account. Their rules are stored, but have no effect: the lab cloud has no network traffic to filter. */
export class SecurityGroups {
  readonly #random: Random;
  readonly #table: Table<StoredGroup>;

  constructor(core: Core) {
    this.#random = core.random.fork("ec2/security-groups");
    this.#table = core.storage.openTable("ec2/security-groups");
  }

  /** All groups. The default group, which every account has, is created when it is first needed. */
  listAll(): readonly StoredGroup[] {
    return [this.getDefault(), ...this.#table.listValues().filter(({ name }) => name !== "default")];
  }

  getDefault(): StoredGroup {
    const group = this.#table.get(DEFAULT_ID);
    if (group !== undefined) return group;
    const defaultRule: StoredRule = {
      id: "sgr-01ab0c10dd0d0efa1",
      way: "in",
      protocol: "-1",
      fromPort: undefined,
      toPort: undefined,
      cidr: undefined,
      group: DEFAULT_ID,
      description: undefined,
    };
    return {
      id: DEFAULT_ID,
      name: "default",
      description: "default VPC security group",
      vpcId: VPC_ID,
      rules: [defaultRule, { ...ALL_OUT, id: "sgr-01ab0c10dd0d0efa2" }],
      tags: [],
    };
  }

  find(idOrName: string): StoredGroup | undefined {
    return this.listAll().find(({ id, name }) => id === idOrName || name === idOrName);
  }

  /** @throws AwsFault InvalidGroup.NotFound */
  requireGroup(idOrName: string): StoredGroup {
    const found = this.find(idOrName);
    if (found === undefined) throw createGroupNotFoundFault(idOrName);
    return found;
  }

  save(group: StoredGroup): void {
    this.#table.set(group.id, group);
  }

  remove({ id }: StoredGroup): void {
    this.#table.remove(id);
  }

  createId(): string {
    return `sg-0${this.#random.drawHex(16)}`;
  }

  createRuleId(): string {
    return `sgr-0${this.#random.drawHex(16)}`;
  }
}

const DEFAULT_ID = "sg-01ab0c10dd0d0efa1";

/** The rule of every new group, which lets all traffic out. */
export const ALL_OUT: Omit<StoredRule, "id"> = {
  way: "out",
  protocol: "-1",
  fromPort: undefined,
  toPort: undefined,
  cidr: "0.0.0.0/0",
  group: undefined,
  description: undefined,
};
