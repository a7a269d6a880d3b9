import type { Core } from "../../core/core";
import { lasting } from "../../core/lag";
import type { Random } from "../../core/random";
import type { Keys } from "../../core/role-sessions";
import type { Table } from "../../storage/table";
import { roleNotFound } from "./faults";
import { InstanceProfiles } from "./instance-profiles";
import { Policies } from "./policies";
import type { StoredRole } from "./role";
import { SPREADING } from "./spreading";
import { trusts, trustsCaller, type Asking } from "./trust";

/** Why a service cannot assume a role. Each service has its own text for each reason. */
type RoleRefusal = "no such role" | "not trusted";

const ABSENT_ROLE_ID = `AROA${"A".repeat(17)}`;

/** The roles of the account. IAM is global: roles exist in no region. */
export class Roles {
  readonly #core: Core;
  readonly #random: Random;
  readonly #table: Table<StoredRole>;
  readonly profiles: InstanceProfiles;
  readonly policies: Policies;

  constructor(core: Core) {
    this.#core = core;
    this.#random = core.random.fork("iam");
    this.#table = core.storage.table<StoredRole>("iam/roles");
    this.profiles = new InstanceProfiles(core);
    this.policies = new Policies(core);
  }

  find(name: string): StoredRole | undefined {
    return this.#table.get(name);
  }

  /** @throws AwsFault NoSuchEntity */
  named(name: string): StoredRole {
    const role = this.#table.get(name);
    if (role === undefined) throw roleNotFound(name);
    return role;
  }

  /** The roles to which a managed policy is attached, by name. */
  withPolicy(arn: string): readonly StoredRole[] {
    return this.all().filter(({ attached }) => attached.includes(arn));
  }

  /** All roles, by name. */
  all(): readonly StoredRole[] {
    return [...this.#table.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  save(role: StoredRole): void {
    const before = this.#table.get(role.name);
    if (!this.#core.lags || before?.trust === role.trust) {
      this.#table.set(role.name, role);
      return;
    }
    const trustBefore = {
      until: this.#core.now() + lasting(this.#core, SPREADING),
      trust: before === undefined ? undefined : this.#trustSeen(before),
    };
    this.#table.set(role.name, { ...role, trustBefore });
  }

  /** Whether other services already see the role's current state. */
  isSeen({ trustBefore }: StoredRole): boolean {
    return trustBefore === undefined || this.#core.now() >= trustBefore.until;
  }

  /** The trust policy that other services see; undefined if they do not see the role yet. */
  #trustSeen(role: StoredRole): string | undefined {
    return this.isSeen(role) ? role.trust : role.trustBefore?.trust;
  }

  remove(role: StoredRole): void {
    this.#table.remove(role.name);
  }

  newId(): string {
    return `AROA${this.#random.text(17, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")}`;
  }

  /**
   * Whether an AWS service may assume a role: Firehose, Lambda and CloudFormation check this before they act.
   *
   * @param arn     the role's ARN, as the learner wrote it
   * @param service such as `firehose.amazonaws.com`
   * @returns       undefined if it may, or if this cloud does not check roles (`--iam off`)
   */
  refusal(arn: string, service: string): RoleRefusal | undefined {
    if (!this.#core.checksRoles) return undefined;
    const role = this.withArn(arn);
    const trust = role === undefined ? undefined : this.#trustSeen(role);
    if (trust === undefined) return "no such role";
    return trusts(trust, service) ? undefined : "not trusted";
  }

  /** Whether a caller with keys may assume a role: always, if this cloud does not check roles (`--iam off`). @param arn the role's ARN */
  letsIn(arn: string, caller: Asking): boolean {
    if (!this.#core.checksRoles) return true;
    const role = this.withArn(arn);
    const trust = role === undefined ? undefined : this.#trustSeen(role);
    return trust !== undefined && trustsCaller(trust, caller);
  }

  /** A role's unique id, which the ids of its sessions begin with. */
  idOf(arn: string): string {
    return this.withArn(arn)?.id ?? ABSENT_ROLE_ID;
  }

  /**
   * The temporary keys with which a service, or user code that it runs, acts as a role. Does not check whether the
   * service may: see `refusal`.
   *
   * @param arn  the role's ARN
   * @param name of the session: a function's name, an instance's id
   * @remarks With `--iam off` a role that does not exist gets keys, too.
   */
  keys(arn: string, name: string): Required<Keys> {
    const role = arn.slice(arn.lastIndexOf("/") + 1);
    const found = this.withArn(arn);
    if (found !== undefined) this.save({ ...found, lastUsedAt: this.#core.now() });
    return this.#core.roleSessions.keys({ role, roleId: this.idOf(arn), name });
  }

  /** @returns undefined if there is no such role */
  withArn(arn: string): StoredRole | undefined {
    return this.#table.values().find((one) => one.arn === arn);
  }
}
