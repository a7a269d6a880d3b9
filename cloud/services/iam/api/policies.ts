import {
  CreatePolicy$,
  GetPolicy$,
  ListPolicies$,
  DeletePolicy$,
  type CreatePolicyRequest,
  type CreatePolicyResponse,
  type GetPolicyRequest,
  type GetPolicyResponse,
  type ListPoliciesRequest,
  type ListPoliciesResponse,
  type DeletePolicyRequest,
} from "@aws-sdk/client-iam";
import { optional, required, refused, type Members } from "../../../core/members";
import { boolean, emulatedOf } from "../../../core/rules";
import { createStoredOnly } from "../../../core/telling";
import { operation, operationWithNotes } from "../../framework/operation";
import { createPolicyExistsFault, createOtherVersionsFault, createAttachedFault } from "../model/faults";
import { description, policyDocument, policyName, policyPath, tags, arn, paging } from "../model/fields";
import { createPage } from "./page";
import { describeCreated, describe, summarizePolicy } from "../model/policies";
import { checkManagedPolicy } from "../model/policy-document";

const createPolicyMembers = {
  PolicyName: required(policyName),
  Path: optional(policyPath),
  PolicyDocument: required(policyDocument),
  Description: optional(description),
  Tags: optional(tags),
} satisfies Members<CreatePolicyRequest>;

/** @remarks Stored and described, but not evaluated, like all policies of the lab cloud. */
export const createPolicy = createStoredOnly(
  "IAM: what a policy allows",
  operation(CreatePolicy$, createPolicyMembers, (cloud, request): CreatePolicyResponse => {
    const { policies } = cloud.iam;
    const { PolicyName: name, Path: path = "/", PolicyDocument: document, Tags: tagList = [] } = request;
    checkManagedPolicy(document);
    // Names are unique whatever the paths.
    if (policies.listAll().some((policy) => policy.name === name)) throw createPolicyExistsFault(name);
    const at = cloud.now();
    const policy = {
      name,
      path,
      id: policies.createId(),
      arn: `arn:aws:iam::${cloud.account}:policy${path}${name}`,
      createdAt: at,
      updatedAt: at,
      description: request.Description,
      tags: tagList.map(({ Key, Value }) => ({ key: Key, value: Value })),
      versions: [{ id: "v1", document, createdAt: at }],
      defaultVersion: "v1",
      nextVersion: 2,
    };
    policies.save(policy);
    return { Policy: describeCreated(policy, 0) };
  }),
);

const policyMembers = { PolicyArn: required(arn) } satisfies Members<GetPolicyRequest> & Members<DeletePolicyRequest>;

export const getPolicy = operation(GetPolicy$, policyMembers, ({ iam }, { PolicyArn }): GetPolicyResponse => ({
  Policy: describe(iam.policies.requirePolicy(PolicyArn), iam.listWithPolicy(PolicyArn).length),
}));

const CUSTOMER_MANAGED_ONLY = {
  what: "AWS's own policies are not listed",
  says: "IAM: the lab cloud lists the account's own policies alone; AWS's can be attached to roles by their ARNs",
};

const listPoliciesMembers = {
  Scope: optional(emulatedOf(["All", "Local"], ["AWS"])),
  OnlyAttached: optional(boolean()),
  PathPrefix: optional(policyPath),
  PolicyUsageFilter: refused(),
  ...paging,
} satisfies Members<ListPoliciesRequest>;

export const listPolicies = operationWithNotes(CUSTOMER_MANAGED_ONLY)(
  ListPolicies$,
  listPoliciesMembers,
  ({ iam }, request, call): ListPoliciesResponse => {
    const { PathPrefix: prefix = "/", OnlyAttached: onlyAttached = false, Scope: scope = "All" } = request;
    if (scope === "All") call.addNote(CUSTOMER_MANAGED_ONLY);
    const counted = iam.policies
      .listAll()
      .filter(({ path }) => path.startsWith(prefix))
      .map((policy) => ({ policy, attachments: iam.listWithPolicy(policy.arn).length }))
      .filter(({ attachments }) => attachments > 0 || !onlyAttached);
    const { items, ...page } = createPage(counted, request, ({ policy }) => policy.name);
    return { Policies: items.map(({ policy, attachments }) => summarizePolicy(policy, attachments)), ...page };
  },
);

export const deletePolicy = operation(DeletePolicy$, policyMembers, ({ iam }, { PolicyArn }): void => {
  const policy = iam.policies.requirePolicy(PolicyArn);
  if (iam.listWithPolicy(PolicyArn).length > 0) throw createAttachedFault();
  if (policy.versions.length > 1) throw createOtherVersionsFault();
  iam.policies.remove(policy);
});
