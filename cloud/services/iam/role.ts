import type { Role } from "@aws-sdk/client-iam";

/** A role as it is stored. */
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
  /** Policy documents written into the role, by policy name. */
  readonly inline: Readonly<Record<string, string>>;
  /** ARNs of managed policies, in the order in which they were attached. */
  readonly attached: readonly string[];
}

/** A policy document of the role's own. A policy may be named "constructor", which every object answers to. */
export const inlinePolicy = ({ inline }: StoredRole, name: string): string | undefined =>
  Object.hasOwn(inline, name) ? inline[name] : undefined;

/** A role as CreateRole and GetRole answer it. */
export function describe(role: StoredRole): Role {
  return {
    ...summary(role),
    MaxSessionDuration: role.maxSessionSeconds,
    ...(role.tags.length === 0 ? {} : { Tags: role.tags.map(({ key, value }) => ({ Key: key, Value: value })) }),
  };
}

/** A role as ListRoles answers it: without its tags. IAM hands policy documents out percent-encoded. */
export const summary = (role: StoredRole): Role => ({
  Path: role.path,
  RoleName: role.name,
  RoleId: role.id,
  Arn: role.arn,
  CreateDate: new Date(role.createdAt),
  AssumeRolePolicyDocument: encodeURIComponent(role.trust),
  ...(role.description === undefined ? {} : { Description: role.description }),
});
