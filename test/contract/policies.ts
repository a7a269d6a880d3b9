import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Permission } from "./permissions";

/**
 * The part of IAM's policies that this project uses: allowed actions and resources, and the service that a role may be
 * passed to.
 */
export interface Policy {
  readonly Statement: readonly {
    readonly Effect: string;
    readonly Action: string | readonly string[];
    readonly Resource: string | readonly string[];
    readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
  }[];
}

/** The policies for a class's accounts. */
export const TEMPLATE = join(import.meta.dirname, "..", "..", "deploy", "class-account", "template.yaml");

const VALUES: Readonly<Record<string, string>> = {
  "AWS::Partition": "aws",
  "AWS::AccountId": "000000000000",
};
/** The result of `!Sub` on a text, in the lab cloud's account. */
export const resolveText = (text: string): string =>
  text.replace(/\$\{([\w:]+)\}/g, (_, name: string) => VALUES[name] ?? "");

/** The policy of each lab, by its number, as CloudFormation makes it in the lab cloud's account. */
export function readShippedPolicies(): ReadonlyMap<string, Policy> {
  const template = parse(readFileSync(TEMPLATE, "utf8"), { customTags: [{ tag: "!Sub", resolve: resolveText }] }) as {
    readonly Resources: Readonly<Record<string, { readonly Properties: { readonly PolicyDocument: Policy } }>>;
  };
  return new Map(
    Object.entries(template.Resources).map(([name, { Properties }]) => [
      name.replace(/^Lab/, ""),
      Properties.PolicyDocument,
    ]),
  );
}

const toList = (value: string | readonly string[]): readonly string[] => [value].flat();

/**
 * Whether a policy allows a permission, by IAM's rules:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function isAllowed({ Statement }: Policy, { action, resource, passedTo }: Permission): boolean {
  return Statement.some(({ Effect, Action, Resource, Condition = {} }) => {
    if (Effect !== "Allow" || !toList(Action).some((pattern) => isLike(pattern, action, "i"))) return false;
    const services = Condition["StringEquals"]?.["iam:PassedToService"];
    if (services !== undefined && !toList(services).includes(passedTo ?? "")) return false;
    return resource === undefined || toList(Resource).some((pattern) => isLike(pattern, resource, ""));
  });
}

/** The needed permissions that a policy does not allow, one text each. */
export const findMissing = (policy: Policy, needed: readonly Permission[]): string[] =>
  removeDuplicates(
    needed
      .filter((permission) => !isAllowed(policy, permission))
      .map(({ action, resource = "?" }) => `${action} ${resource}`),
  );

/** The actions that a policy allows and no call needed. */
export function findIdle({ Statement }: Policy, needed: readonly Permission[]): string[] {
  const used = new Set(needed.map(({ action }) => action));
  return removeDuplicates(Statement.flatMap(({ Action }) => toList(Action)).filter((action) => !used.has(action)));
}

/** A change set is deleted with its stack, and tags with their resource. */
const WITHOUT_DELETION = /:Create(ChangeSet|Tags)$/;

/** The actions that delete what a policy allows creating, and that it does not allow, each with its resource. */
export function findMissingDeletions(policy: Policy): string[] {
  const deletions = policy.Statement.flatMap(({ Action, Resource }) =>
    toList(Action)
      .filter((action) => action.includes(":Create") && !WITHOUT_DELETION.test(action))
      .flatMap((action) =>
        toList(Resource).map((resource) => ({
          action: action.replace(":Create", ":Delete"),
          resource: resource === "*" ? undefined : resource,
        })),
      ),
  );
  return findMissing(policy, deletions);
}

const removeDuplicates = (items: readonly string[]): string[] => [...new Set(items)].sort();

/** `*` is any text and `?` one character; for actions, capitals make no difference. */
function isLike(pattern: string, value: string, flags: string): boolean {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${escaped}$`, flags).test(value);
}
