import type { Role } from "@aws-sdk/client-iam";
import type { Duration } from "../../../core/lag";
import { createStoredNote, type CallWithNotes } from "../../../core/notes";
import { parseStatements } from "./policy-document";
import { toWholeSecondsDate } from "../../../core/cloud-time";

/**
 * How long other services do not see a new role, profile or trust policy. AWS documents that changes take time to
 * spread (LAG-001), but no figure; users report 5 to 15 seconds.
 */
export const SPREADING: Duration = { usual: 0, lagging: 10_000 };

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
  RoleLastUsed:
    role.lastUsedAt === undefined ? {} : { LastUsedDate: toWholeSecondsDate(role.lastUsedAt), Region: region },
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
  CreateDate: toWholeSecondsDate(role.createdAt),
  AssumeRolePolicyDocument: encodeURIComponent(role.trust),
  ...(role.description === undefined ? {} : { Description: role.description }),
});

/** The lab cloud stores conditions, and treats them as met. */
export const TRUST_CONDITION = createStoredNote("IAM: a condition of a trust policy");

/** Notes the same for a trust policy with conditions. */
export function reportConditions(call: CallWithNotes<typeof TRUST_CONDITION>, trust: string): void {
  if (parseStatements(trust).some((statement) => "Condition" in statement)) call.addNote(TRUST_CONDITION);
}

/**
 * Whether a trust policy lets an AWS service assume the role.
 *
 * @param trust     JSON, known to be a policy document
 * @param principal such as `firehose.amazonaws.com`
 * @remarks AWS also evaluates conditions; the lab cloud treats them as met.
 */
export function isTrusting(trust: string, principal: string): boolean {
  const about = parseStatements(trust).filter(
    (statement) =>
      isNaming(statement.Action, ["sts:AssumeRole", "sts:*", "*"]) && isFor(statement.Principal, principal),
  );
  return about.some(({ Effect }) => Effect === "Allow") && !about.some(({ Effect }) => Effect === "Deny");
}

/** The caller who wants to assume a role. */
export interface AssumingCaller {
  /** `arn:aws:iam::000000000000:root`, or a session of a role. */
  readonly arn: string;
  readonly account: string;
}

/**
 * Whether a trust policy lets a caller with keys assume the role: it may name everybody, the account, or the caller's
 * ARN.
 *
 * @param trust JSON, known to be a policy document
 * @remarks Conditions are treated as met, as in `isTrusting`.
 */
export function isTrustingCaller(trust: string, { arn, account }: AssumingCaller): boolean {
  const session = /^arn:aws:sts::(\d+):assumed-role\/([^/]+)\//.exec(arn);
  const required = [
    "*",
    account,
    `arn:aws:iam::${account}:root`,
    arn,
    ...(session === null ? [] : [`arn:aws:iam::${session[1]}:role/${session[2]}`]),
  ];
  const about = parseStatements(trust).filter(
    (statement) =>
      isNaming(statement.Action, ["sts:AssumeRole", "sts:*", "*"]) && isAmong(statement.Principal, required),
  );
  return about.some(({ Effect }) => Effect === "Allow") && !about.some(({ Effect }) => Effect === "Deny");
}

function isAmong(principal: unknown, requested: readonly string[]): boolean {
  if (principal === "*") return true;
  return (
    typeof principal === "object" && principal !== null && "AWS" in principal && isNaming(principal.AWS, requested)
  );
}

function isFor(principal: unknown, service: string): boolean {
  if (principal === "*") return true;
  return (
    typeof principal === "object" &&
    principal !== null &&
    "Service" in principal &&
    isNaming(principal.Service, [service])
  );
}

/** Whether a string is one of `wanted`, or a list of strings contains one. */
function isNaming(value: unknown, requested: readonly string[]): boolean {
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
  return texts.some((text) => requested.some((item) => item === text));
}
