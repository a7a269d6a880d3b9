import { IAM, NoSuchEntityException } from "@aws-sdk/client-iam";
import type { Cloud, JournalEntry } from "../../cloud/index";
import { listPermissions, type Permission } from "./permissions";
import type { Policy } from "./policies";

/**
 * The IAM permissions that a run needed: the learner's own permissions, and those of each role that the lab's templates
 * make.
 */
export interface NeededPermissions {
  readonly learner: readonly Permission[];
  readonly roles: ReadonlyMap<string, { readonly policy: Policy; readonly needed: readonly Permission[] }>;
}

/** Callers that act with the permissions of the learner who called them. */
const FOR_THE_LEARNER = ["athena.amazonaws.com", "cloudformation"];
/** Services that act with a role of the lab, and the word in the role's name. */
const ROLES_OF_SERVICES: Readonly<Record<string, RegExp>> = {
  "firehose.amazonaws.com": /Firehose/i,
  // It sends what a function couldn't handle to the function's destination, with the function's role.
  "lambda.amazonaws.com": /Lambda/,
  "scheduler.amazonaws.com": /Scheduler/,
};
const SESSION = /:assumed-role\/([^/]+)\//;

/**
 * Reads from the journal of a whole run the permissions that each principal needed. Roles have their policies at the
 * run's end or, if they are deleted by then, those that they were created with.
 */
export async function collectNeeded(journal: readonly JournalEntry[], cloud: Cloud): Promise<NeededPermissions> {
  const needed = new Map<string, Permission[]>();
  for (const entry of journal) {
    // Lambda needs no permission to run an event that it has accepted.
    if (entry.caller === "lambda.amazonaws.com" && entry.operation === "Invoke") continue;
    const who = getPrincipal(entry, cloud.credentials.accessKeyId);
    needed.set(who, [...(needed.get(who) ?? []), ...listPermissions(entry)]);
  }
  const roles = new Map<string, { policy: Policy; needed: readonly Permission[] }>();
  for (const [name, policy] of await readRolePolicies(journal, cloud)) {
    const ofServices = Object.entries(ROLES_OF_SERVICES).flatMap(([service, pattern]) =>
      pattern.test(name) ? (needed.get(service) ?? []) : [],
    );
    roles.set(name, { policy, needed: [...ofServices, ...(needed.get(name) ?? [])] });
  }
  const nobodys = [...needed.keys()].filter(
    (who) => who !== "learner" && !(who in ROLES_OF_SERVICES) && !roles.has(who),
  );
  if (nobodys.length > 0) throw new Error(`Nobody has said with whose permissions ${nobodys.join(", ")} acts.`);
  return { learner: needed.get("learner") ?? [], roles };
}

function getPrincipal({ caller }: JournalEntry, ownKey: string): string {
  if (caller === ownKey || FOR_THE_LEARNER.includes(caller)) return "learner";
  return SESSION.exec(caller)?.[1] ?? caller;
}

interface PutRolePolicy {
  readonly RoleName: string;
  readonly PolicyName: string;
  readonly PolicyDocument: string;
}

async function readRolePolicies(
  journal: readonly JournalEntry[],
  { endpoint, region, credentials }: Cloud,
): Promise<Map<string, Policy>> {
  const iam = new IAM({ endpoint, region, credentials });
  const policies = new Map<string, Policy>();
  for (const { operation, input } of journal) {
    if (operation !== "PutRolePolicy") continue;
    const { RoleName, PolicyName, PolicyDocument } = input as PutRolePolicy;
    const found = await iam.getRolePolicy({ RoleName, PolicyName }).catch((error: unknown) => {
      if (error instanceof NoSuchEntityException) return undefined; // the role was deleted with its stack
      throw error;
    });
    // The journal cuts long documents, IAM does not.
    const text = found?.PolicyDocument === undefined ? PolicyDocument : decodeURIComponent(found.PolicyDocument);
    policies.set(RoleName, JSON.parse(text) as Policy);
  }
  iam.destroy();
  return policies;
}
