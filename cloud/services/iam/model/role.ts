import type { Role } from "@aws-sdk/client-iam";

export interface StoredRole {
  readonly name: string;
  /** `/` or `/a/b/`. */
  readonly path: string;
  readonly id: string;
  readonly arn: string;
  /** ms since the epoch. */
  readonly createdAt: number;
  /** The trust policy, JSON as the caller wrote it. */
  readonly trust: string;
  readonly description: string | undefined;
  readonly maxSessionSeconds: number;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  /** Inline policies' documents, by policy name. */
  readonly inline: Readonly<Record<string, string>>;
  /** ARNs of managed policies, in the order in which they were attached. */
  readonly attached: readonly string[];
  /**
   * Until `until` (ms since the epoch) other services still use this older trust policy; undefined for a new role,
   * which they do not see yet (LAG-001).
   */
  readonly trustBefore?: { readonly until: number; readonly trust: string | undefined };
  /** When keys of the role were last issued, ms since the epoch. */
  readonly lastUsedAt?: number | undefined;
}

/**
 * The document of an inline policy. Checks own properties, since a policy may be named "constructor", which every
 * object inherits.
 */
export const findInlinePolicy = ({ inline }: StoredRole, name: string): string | undefined =>
  Object.hasOwn(inline, name) ? inline[name] : undefined;

/** A role as GetRole answers it. @param region where the role was used */
export const describe = (role: StoredRole, region: string): Role => ({
  ...describeCreated(role),
  MaxSessionDuration: role.maxSessionSeconds,
  RoleLastUsed: role.lastUsedAt === undefined ? {} : { LastUsedDate: new Date(role.lastUsedAt), Region: region },
});

/** A role as CreateRole answers it: without MaxSessionDuration (recorded by LocalStack). */
export const describeCreated = (role: StoredRole): Role => ({
  ...describeRole(role),
  ...(role.tags.length === 0 ? {} : { Tags: role.tags.map(({ key, value }) => ({ Key: key, Value: value })) }),
});

/** A role as ListRoles answers it: without its tags and its use. */
export const summarizePolicy = (role: StoredRole): Role => ({
  ...describeRole(role),
  MaxSessionDuration: role.maxSessionSeconds,
});

/** IAM returns policy documents percent-encoded. */
export const describeRole = (role: StoredRole): Role => ({
  Path: role.path,
  RoleName: role.name,
  RoleId: role.id,
  Arn: role.arn,
  CreateDate: new Date(role.createdAt),
  AssumeRolePolicyDocument: encodeURIComponent(role.trust),
  ...(role.description === undefined ? {} : { Description: role.description }),
});
