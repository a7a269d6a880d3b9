import type { InstanceProfile } from "@aws-sdk/client-iam";
import type { Core } from "../../../core/core";
import { getDuration } from "../../../core/lag";
import type { Random } from "../../../../foundation/random";
import type { Table } from "../../../storage/table";
import { createInstanceProfileNotFoundFault } from "./faults";
import { describeRole, SPREADING, type StoredRole } from "./role";
import { toWholeSecondsDate } from "../../../core/cloud-time";

/** An instance profile as it is stored: it gives a role to an instance. */
interface StoredInstanceProfile {
  readonly name: string;
  /** `/` or `/a/b/`. */
  readonly path: string;
  readonly id: string;
  readonly arn: string;
  /** ms since the epoch. */
  readonly createdAt: number;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  /** The name of its one role. */
  readonly role: string | undefined;
  /** When EC2 begins to see the profile's current state, ms since the epoch (LAG-001). */
  readonly seenAt?: number;
}

/** The instance profiles of the account. */
export class InstanceProfiles {
  readonly #core: Core;
  readonly #random: Random;
  readonly #table: Table<StoredInstanceProfile>;

  constructor(core: Core) {
    this.#core = core;
    this.#random = core.random.fork("iam/instance-profiles");
    this.#table = core.storage.openTable("iam/instance-profiles");
  }

  find(name: string): StoredInstanceProfile | undefined {
    return this.#table.get(name);
  }

  /** @throws AwsFault NoSuchEntity */
  requireNamed(name: string): StoredInstanceProfile {
    const found = this.find(name);
    if (found === undefined) throw createInstanceProfileNotFoundFault(name);
    return found;
  }

  /** All profiles, by name. */
  listAll(): readonly StoredInstanceProfile[] {
    return [...this.#table.listValues()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  save(profile: StoredInstanceProfile): void {
    const lag = this.#core.lags ? { seenAt: this.#core.now() + getDuration(this.#core, SPREADING) } : {};
    this.#table.set(profile.name, { ...profile, ...lag });
  }

  /** Whether EC2 already sees the profile's current state. */
  isSeen({ seenAt = 0 }: StoredInstanceProfile): boolean {
    return this.#core.now() >= seenAt;
  }

  remove({ name }: StoredInstanceProfile): void {
    this.#table.remove(name);
  }

  createId(): string {
    return `AIPA${this.#random.drawText(17, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")}`;
  }
}

/** A profile as IAM answers it. @param role its role, if it has one that still exists */
export const describeProfile = (profile: StoredInstanceProfile, role: StoredRole | undefined): InstanceProfile => ({
  Path: profile.path,
  InstanceProfileName: profile.name,
  InstanceProfileId: profile.id,
  Arn: profile.arn,
  CreateDate: toWholeSecondsDate(profile.createdAt),
  Roles: role === undefined ? [] : [describeRole(role)],
  ...(profile.tags.length === 0 ? {} : { Tags: profile.tags.map(({ key, value }) => ({ Key: key, Value: value })) }),
});
