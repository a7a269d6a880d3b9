import {
  CreatePolicyVersion$,
  GetPolicyVersion$,
  ListPolicyVersions$,
  DeletePolicyVersion$,
  type CreatePolicyVersionRequest,
  type CreatePolicyVersionResponse,
  type GetPolicyVersionRequest,
  type GetPolicyVersionResponse,
  type ListPolicyVersionsRequest,
  type ListPolicyVersionsResponse,
  type DeletePolicyVersionRequest,
} from "@aws-sdk/client-iam";
import { optional, required, type Members } from "../../../core/members";
import { boolean } from "../../../core/rules";
import { createStoredOnly } from "../../../core/telling";
import { operation } from "../../framework/operation";
import { createTooManyVersionsFault, createDefaultVersionFault } from "../model/faults";
import { arn, policyDocument, versionId, paging } from "../model/fields";
import { createPage } from "./page";
import { summarizeVersion, requireVersion } from "../model/policies";
import { checkManagedPolicy } from "../model/policy-document";

const MAX_VERSIONS = 5;

const createPolicyVersionMembers = {
  PolicyArn: required(arn),
  PolicyDocument: required(policyDocument),
  SetAsDefault: optional(boolean()),
} satisfies Members<CreatePolicyVersionRequest>;

export const createPolicyVersion = createStoredOnly(
  "IAM: what a policy allows",
  operation(
    CreatePolicyVersion$,
    createPolicyVersionMembers,
    (cloud, { PolicyArn, PolicyDocument: document, SetAsDefault: isDefault = false }): CreatePolicyVersionResponse => {
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
  PolicyArn: required(arn),
  VersionId: required(versionId),
} satisfies Members<GetPolicyVersionRequest> & Members<DeletePolicyVersionRequest>;

/** IAM returns policy documents percent-encoded. */
export const getPolicyVersion = operation(
  GetPolicyVersion$,
  policyVersionMembers,
  ({ iam }, { PolicyArn, VersionId }): GetPolicyVersionResponse => {
    const policy = iam.policies.requirePolicy(PolicyArn);
    const version = requireVersion(policy, VersionId);
    return {
      PolicyVersion: { ...summarizeVersion(policy, version), Document: encodeURIComponent(version.document) },
    };
  },
);

const listPolicyVersionsMembers = { PolicyArn: required(arn), ...paging } satisfies Members<ListPolicyVersionsRequest>;

/** Lists the latest version first. */
export const listPolicyVersions = operation(
  ListPolicyVersions$,
  listPolicyVersionsMembers,
  ({ iam }, request): ListPolicyVersionsResponse => {
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
