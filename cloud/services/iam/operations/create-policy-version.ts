import {
  CreatePolicyVersion$,
  type CreatePolicyVersionRequest,
  type CreatePolicyVersionResponse,
} from "@aws-sdk/client-iam";
import { optional, required, type Members } from "../../../core/members";
import { keptOnly } from "../../../core/telling";
import { boolean } from "../../../core/rules";
import { operation } from "../../operation";
import { tooManyVersions } from "../faults";
import { arn, policyDocument } from "../fields";
import { versionSummary } from "../policies";
import { checkManagedPolicy } from "../policy-document";

const MOST_VERSIONS = 5;

const members = {
  PolicyArn: required(arn),
  PolicyDocument: required(policyDocument),
  SetAsDefault: optional(boolean()),
} satisfies Members<CreatePolicyVersionRequest>;

export const createPolicyVersion = keptOnly(
  "IAM: what a policy allows",
  operation(
    CreatePolicyVersion$,
    members,
    (cloud, { PolicyArn, PolicyDocument: document, SetAsDefault: isDefault = false }): CreatePolicyVersionResponse => {
      const { policies } = cloud.iam;
      const policy = policies.named(PolicyArn);
      checkManagedPolicy(document);
      if (policy.versions.length >= MOST_VERSIONS) throw tooManyVersions(MOST_VERSIONS);
      const version = { id: `v${policy.nextVersion}`, document, createdAt: cloud.now() };
      const changed = {
        ...policy,
        updatedAt: cloud.now(),
        versions: [...policy.versions, version],
        nextVersion: policy.nextVersion + 1,
        defaultVersion: isDefault ? version.id : policy.defaultVersion,
      };
      policies.save(changed);
      return { PolicyVersion: versionSummary(changed, version) };
    },
  ),
);
