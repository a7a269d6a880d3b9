import type { Core } from "../../../core/core";
import { getDuration } from "../../../core/lag";
import type { Random } from "../../../../foundation/random";
import type { Keys, RoleSession } from "../../../core/role-sessions";
import type { Table } from "../../../storage/table";
import { createRoleNotFoundFault } from "./faults";
import { InstanceProfiles } from "./instance-profiles";
import { Policies } from "./policies";
import { type StoredRole, isTrusting, isTrustingCaller, SPREADING, type AssumingCaller } from "./role";

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
    this.#table = core.storage.openTable<StoredRole>("iam/roles");
    this.profiles = new InstanceProfiles(core);
    this.policies = new Policies(core);
  }

  find(name: string): StoredRole | undefined {
    return this.#table.get(name);
  }

  /** @throws AwsFault NoSuchEntity */
  requireRole(name: string): StoredRole {
    const role = this.#table.get(name);
    if (role === undefined) throw createRoleNotFoundFault(name);
    return role;
  }

  /** The roles that a managed policy is attached to, by name. */
  listWithPolicy(arn: string): readonly StoredRole[] {
    return this.listAll().filter(({ attached }) => attached.includes(arn));
  }

  /** All roles, by name. */
  listAll(): readonly StoredRole[] {
    return [...this.#table.listValues()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  save(role: StoredRole): void {
    const before = this.#table.get(role.name);
    if (!this.#core.lags || before?.trust === role.trust) {
      this.#table.set(role.name, role);
      return;
    }
    const trustBefore = {
      until: this.#core.now() + getDuration(this.#core, SPREADING),
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

  createId(): string {
    return `AROA${this.#random.drawText(17, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")}`;
  }

  /**
   * Whether an AWS service may assume a role: Firehose, Lambda and CloudFormation check this before they act.
   *
   * @param arn     the role's ARN, as the learner wrote it
   * @param service such as `firehose.amazonaws.com`
   * @returns       undefined if it may, or if this cloud does not check roles (`--iam off`)
   */
  findRefusal(arn: string, service: string): RoleRefusal | undefined {
    if (!this.#core.checksRoles) return undefined;
    const role = this.findByArn(arn);
    const trust = role === undefined ? undefined : this.#trustSeen(role);
    if (trust === undefined) return "no such role";
    return isTrusting(trust, service) ? undefined : "not trusted";
  }

  /** Whether a caller with keys may assume a role: always, if this cloud does not check roles (`--iam off`). @param arn the role's ARN */
  canAssume(arn: string, caller: AssumingCaller): boolean {
    if (!this.#core.checksRoles) return true;
    const role = this.findByArn(arn);
    const trust = role === undefined ? undefined : this.#trustSeen(role);
    return trust !== undefined && isTrustingCaller(trust, caller);
  }

  /** A role's unique id, which the ids of its sessions begin with. */
  getId(arn: string): string {
    return this.findByArn(arn)?.id ?? ABSENT_ROLE_ID;
  }

  /**
   * The temporary keys that let a service, or user code that it runs, act as a role. Does not check whether the
   * service may: see `refusal`.
   *
   * @param arn  the role's ARN
   * @param name of the session: a function's name, an instance's id
   * @param more the environment, and the keys of tags, of `RoleSession`
   * @remarks With `--iam off` a role that does not exist gets keys, too.
   */
  createKeys(
    arn: string,
    name: string,
    more: Pick<RoleSession, "environment" | "transitiveTagKeys"> = {},
  ): Required<Keys> {
    const role = arn.slice(arn.lastIndexOf("/") + 1);
    const found = this.findByArn(arn);
    if (found !== undefined) this.save({ ...found, lastUsedAt: this.#core.now() });
    return this.#core.roleSessions.getKeys({ role, roleId: this.getId(arn), name, ...more });
  }

  /** @returns undefined if there is no such role */
  findByArn(arn: string): StoredRole | undefined {
    return this.#table.listValues().find((value) => value.arn === arn);
  }
}
