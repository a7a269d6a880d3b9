import type { Policy, PolicyVersion } from "@aws-sdk/client-iam";
import type { Core } from "../../../core/core";
import type { Random } from "../../../../foundation/random";
import type { Table } from "../../../storage/table";
import { createDocumentNotKnownFault, createPolicyNotFoundFault, createPolicyVersionNotFoundFault } from "./faults";
import { toWholeSecondsDate } from "../../../core/cloud-time";

/** One version of a managed policy's document. */
interface StoredPolicyVersion {
  /** `v1` */
  readonly id: string;
  /** JSON as the caller wrote it. */
  readonly document: string;
  /** ms since the epoch. */
  readonly createdAt: number;
}

/** A customer managed policy as it is stored. Its attachments are stored with the roles. */
interface StoredPolicy {
  readonly name: string;
  /** `/` or `/a/b/`. */
  readonly path: string;
  readonly id: string;
  readonly arn: string;
  /** ms since the epoch. */
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly description: string | undefined;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  /** In the order of creation. */
  readonly versions: readonly StoredPolicyVersion[];
  /** The id of the default version. */
  readonly defaultVersion: string;
  /** The number of the next version: numbers are never reused. */
  readonly nextVersion: number;
}

/** Whether an ARN belongs to AWS's own managed policies: every such name counts as existing. */
export const isAwsManaged = (arn: string): boolean => arn.startsWith("arn:aws:iam::aws:policy/");

/** The customer managed policies of the account. */
export class Policies {
  readonly #random: Random;
  readonly #table: Table<StoredPolicy>;

  constructor(core: Pick<Core, "random" | "storage">) {
    this.#random = core.random.fork("iam/policies");
    this.#table = core.storage.openTable("iam/policies");
  }

  find(arn: string): StoredPolicy | undefined {
    return this.#table.get(arn);
  }

  /**
   * @throws AwsFault NoSuchEntity; NotImplemented for AWS's own policies, whose documents the lab cloud does not have
   */
  requirePolicy(arn: string): StoredPolicy {
    if (isAwsManaged(arn)) throw createDocumentNotKnownFault(arn);
    const found = this.find(arn);
    if (found === undefined) throw createPolicyNotFoundFault(arn);
    return found;
  }

  /** All policies, by name. */
  listAll(): readonly StoredPolicy[] {
    return [...this.#table.listValues()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  save(policy: StoredPolicy): void {
    this.#table.set(policy.arn, policy);
  }

  remove({ arn }: StoredPolicy): void {
    this.#table.remove(arn);
  }

  createId(): string {
    return `ANPA${this.#random.drawText(17, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")}`;
  }
}

/** @throws AwsFault NoSuchEntity */
export function requireVersion({ arn, versions }: StoredPolicy, id: string): StoredPolicyVersion {
  const found = versions.find((version) => version.id === id);
  if (found === undefined) throw createPolicyVersionNotFoundFault(arn, id);
  return found;
}

/** A policy as lists hold it. @param attachments how many roles have it */
export const summarizePolicy = (policy: StoredPolicy, attachments: number): Policy => ({
  PolicyName: policy.name,
  PolicyId: policy.id,
  Arn: policy.arn,
  Path: policy.path,
  DefaultVersionId: policy.defaultVersion,
  AttachmentCount: attachments,
  PermissionsBoundaryUsageCount: 0,
  IsAttachable: true,
  CreateDate: toWholeSecondsDate(policy.createdAt),
  UpdateDate: toWholeSecondsDate(policy.updatedAt),
});

/** A policy as CreatePolicy answers it: without its description. */
export const describeCreated = (policy: StoredPolicy, attachments: number): Policy => ({
  ...summarizePolicy(policy, attachments),
  ...(policy.tags.length === 0 ? {} : { Tags: policy.tags.map(({ key, value }) => ({ Key: key, Value: value })) }),
});

/** A policy as GetPolicy answers it. */
export const describe = (policy: StoredPolicy, attachments: number): Policy => ({
  ...describeCreated(policy, attachments),
  ...(policy.description === undefined ? {} : { Description: policy.description }),
});

/** A version as lists hold it: without its document. */
export const summarizeVersion = (
  { defaultVersion }: StoredPolicy,
  { id, createdAt }: StoredPolicyVersion,
): PolicyVersion => ({
  VersionId: id,
  IsDefaultVersion: id === defaultVersion,
  CreateDate: toWholeSecondsDate(createdAt),
});
