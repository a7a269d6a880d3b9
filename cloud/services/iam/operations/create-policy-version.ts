import {
  CreatePolicyVersion$,
  type CreatePolicyVersionRequest,
  type CreatePolicyVersionResponse,
} from "@aws-sdk/client-iam";
import { optional, required, type Members } from "../../../core/members";
import { createStoredOnly } from "../../../core/telling";
import { boolean } from "../../../core/rules";
import { operation } from "../../operation";
import { createTooManyVersionsFault } from "../faults";
import { arn, policyDocument } from "../fields";
import { summarizeVersion } from "../policies";
import { checkManagedPolicy } from "../policy-document";

const MAX_VERSIONS = 5;

const members = {
  PolicyArn: required(arn),
  PolicyDocument: required(policyDocument),
  SetAsDefault: optional(boolean()),
} satisfies Members<CreatePolicyVersionRequest>;

export const createPolicyVersion = createStoredOnly(
  "IAM: what a policy allows",
  operation(
    CreatePolicyVersion$,
    members,
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
