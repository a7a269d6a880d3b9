import {
  CreatePolicy$,
  GetPolicy$,
  ListPolicies$,
  DeletePolicy$,
  CreatePolicyVersion$,
  GetPolicyVersion$,
  ListPolicyVersions$,
  DeletePolicyVersion$,
  SetDefaultPolicyVersion$,
  ListAttachedRolePolicies$,
  ListEntitiesForPolicy$,
} from "@aws-sdk/client-iam";
import type * as sdk from "@aws-sdk/client-iam";
import { optional, required, refused, type Members } from "../../../core/members";
import { boolean, emulatedOf, oneOf } from "../../../core/rules";
import { createStoredOnly } from "../../../core/telling";
import { operation, operationWithNotes } from "../../framework/operation";
import {
  createPolicyExistsFault,
  createOtherVersionsFault,
  createAttachedFault,
  createTooManyVersionsFault,
  createDefaultVersionFault,
} from "../model/faults";
import * as fields from "../model/fields";
import { createPage } from "./page";
import {
  describeCreated,
  describe,
  summarizePolicy,
  summarizeVersion,
  requireVersion,
  isAwsManaged,
} from "../model/policies";
import { checkManagedPolicy } from "../model/policy-document";

const MAX_VERSIONS = 5;

const createPolicyVersionMembers = {
  PolicyArn: required(fields.arn),
  PolicyDocument: required(fields.policyDocument),
  SetAsDefault: optional(boolean()),
} satisfies Members<sdk.CreatePolicyVersionRequest>;

export const createPolicyVersion = createStoredOnly(
  "IAM: what a policy allows",
  operation(
    CreatePolicyVersion$,
    createPolicyVersionMembers,
    (
      cloud,
      { PolicyArn, PolicyDocument: document, SetAsDefault: isDefault = false },
    ): sdk.CreatePolicyVersionResponse => {
      const { policies } = cloud.iam;
      const policy = policies.requirePolicy(PolicyArn);
      checkManagedPolicy(document);
      if (policy.versions.length >= MAX_VERSIONS) throw createTooManyVersionsFault(MAX_VERSIONS);
      const version = { id: `v${policy.nextVersion}`, document, createdAt: cloud.now() };
      const changed = {
        ...policy,
        updatedAt: cloud.now(),
        versions: [...policy.versions, version],
        nextVersion: policy.nextVersion + 1,
        defaultVersion: isDefault ? version.id : policy.defaultVersion,
      };
      policies.save(changed);
      return { PolicyVersion: summarizeVersion(changed, version) };
    },
  ),
);

const policyVersionMembers = {
  PolicyArn: required(fields.arn),
  VersionId: required(fields.versionId),
} satisfies Members<sdk.GetPolicyVersionRequest> & Members<sdk.DeletePolicyVersionRequest>;

/** IAM returns policy documents percent-encoded. */
export const getPolicyVersion = operation(
  GetPolicyVersion$,
  policyVersionMembers,
  ({ iam }, { PolicyArn, VersionId }): sdk.GetPolicyVersionResponse => {
    const policy = iam.policies.requirePolicy(PolicyArn);
    const version = requireVersion(policy, VersionId);
    return {
      PolicyVersion: { ...summarizeVersion(policy, version), Document: encodeURIComponent(version.document) },
    };
  },
);

const listPolicyVersionsMembers = {
  PolicyArn: required(fields.arn),
  ...fields.paging,
} satisfies Members<sdk.ListPolicyVersionsRequest>;

/** Lists the latest version first. */
export const listPolicyVersions = operation(
  ListPolicyVersions$,
  listPolicyVersionsMembers,
  ({ iam }, request): sdk.ListPolicyVersionsResponse => {
    const policy = iam.policies.requirePolicy(request.PolicyArn);
    const latestFirst = policy.versions.map((version) => ({ version, rank: getRank(version.id) })).reverse();
    const { items, ...page } = createPage(latestFirst, request, ({ rank }) => rank);
    return { Versions: items.map(({ version }) => summarizeVersion(policy, version)), ...page };
  },
);

/** A key for paging, whose order puts the latest version first. */
const getRank = (id: string): string => String(1e9 - Number(id.slice(1))).padStart(10, "0");

export const deletePolicyVersion = operation(
  DeletePolicyVersion$,
  policyVersionMembers,
  (cloud, { PolicyArn, VersionId }): void => {
    const { policies } = cloud.iam;
    const policy = policies.requirePolicy(PolicyArn);
    const { id } = requireVersion(policy, VersionId);
    if (id === policy.defaultVersion) throw createDefaultVersionFault();
    policies.save({
      ...policy,
      updatedAt: cloud.now(),
      versions: policy.versions.filter((version) => version.id !== id),
    });
  },
);

const members = {
  PolicyArn: required(fields.arn),
  VersionId: required(fields.versionId),
} satisfies Members<sdk.SetDefaultPolicyVersionRequest>;

export const setDefaultPolicyVersion = createStoredOnly(
  "IAM: what a policy allows",
  operation(SetDefaultPolicyVersion$, members, (cloud, { PolicyArn, VersionId }): void => {
    const { policies } = cloud.iam;
    const policy = policies.requirePolicy(PolicyArn);
    policies.save({ ...policy, updatedAt: cloud.now(), defaultVersion: requireVersion(policy, VersionId).id });
  }),
);

const attachedMembers = {
  RoleName: required(fields.roleName),
  PathPrefix: optional(fields.pathPrefix),
  ...fields.paging,
} satisfies Members<sdk.ListAttachedRolePoliciesRequest>;

export const listAttachedRolePolicies = operation(
  ListAttachedRolePolicies$,
  attachedMembers,
  (cloud, request): sdk.ListAttachedRolePoliciesResponse => {
    const { PathPrefix: prefix = "/" } = request;
    const arns = cloud.iam
      .requireRole(request.RoleName)
      .attached.filter((arn) => arn.split(":policy", 2)[1]?.startsWith(prefix));
    const { items, ...page } = createPage([...arns].sort(), request, (arn) => arn);
    return {
      AttachedPolicies: items.map((arn) => ({ PolicyArn: arn, PolicyName: arn.slice(arn.lastIndexOf("/") + 1) })),
      ...page,
    };
  },
);

const entityMembers = {
  PolicyArn: required(fields.arn),
  EntityFilter: optional(oneOf(["User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy"])),
  PathPrefix: optional(fields.pathPrefix),
  PolicyUsageFilter: optional(emulatedOf(["PermissionsPolicy"], ["PermissionsBoundary"])),
  ...fields.paging,
} satisfies Members<sdk.ListEntitiesForPolicyRequest>;

/** Lists only roles: the lab cloud has no users and no groups. */
export const listEntitiesForPolicy = operation(
  ListEntitiesForPolicy$,
  entityMembers,
  ({ iam }, request): sdk.ListEntitiesForPolicyResponse => {
    const { PolicyArn, EntityFilter: filter = "Role", PathPrefix: prefix = "/" } = request;
    if (!isAwsManaged(PolicyArn)) iam.policies.requirePolicy(PolicyArn);
    const roles = filter === "Role" ? iam.listWithPolicy(PolicyArn).filter(({ path }) => path.startsWith(prefix)) : [];
    const { items, ...page } = createPage(roles, request, ({ name }) => name);
    return {
      PolicyGroups: [],
      PolicyUsers: [],
      PolicyRoles: items.map(({ name, id }) => ({ RoleName: name, RoleId: id })),
      ...page,
    };
  },
);

const createPolicyMembers = {
  PolicyName: required(fields.policyName),
  Path: optional(fields.policyPath),
  PolicyDocument: required(fields.policyDocument),
  Description: optional(fields.description),
  Tags: optional(fields.tags),
} satisfies Members<sdk.CreatePolicyRequest>;

/** @remarks Stored and described, but not evaluated, like all policies of the lab cloud. */
export const createPolicy = createStoredOnly(
  "IAM: what a policy allows",
  operation(CreatePolicy$, createPolicyMembers, (cloud, request): sdk.CreatePolicyResponse => {
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

const policyMembers = { PolicyArn: required(fields.arn) } satisfies Members<sdk.GetPolicyRequest> &
  Members<sdk.DeletePolicyRequest>;

export const getPolicy = operation(GetPolicy$, policyMembers, ({ iam }, { PolicyArn }): sdk.GetPolicyResponse => ({
  Policy: describe(iam.policies.requirePolicy(PolicyArn), iam.listWithPolicy(PolicyArn).length),
}));

const CUSTOMER_MANAGED_ONLY = {
  what: "AWS's own policies are not listed",
  says: "IAM: the lab cloud lists the account's own policies alone; AWS's can be attached to roles by their ARNs",
};

const listPoliciesMembers = {
  Scope: optional(emulatedOf(["All", "Local"], ["AWS"])),
  OnlyAttached: optional(boolean()),
  PathPrefix: optional(fields.policyPath),
  PolicyUsageFilter: refused(),
  ...fields.paging,
} satisfies Members<sdk.ListPoliciesRequest>;

export const listPolicies = operationWithNotes(CUSTOMER_MANAGED_ONLY)(
  ListPolicies$,
  listPoliciesMembers,
  ({ iam }, request, call): sdk.ListPoliciesResponse => {
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
