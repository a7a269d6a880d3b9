import { SetDefaultPolicyVersion$, type SetDefaultPolicyVersionRequest } from "@aws-sdk/client-iam";
import { required, type Members } from "../../../core/members";
import { createStoredOnly } from "../../../core/telling";
import { operation } from "../../framework/operation";
import { arn, versionId } from "../model/fields";
import { requireVersion } from "../model/policies";

const members = {
  PolicyArn: required(arn),
  VersionId: required(versionId),
} satisfies Members<SetDefaultPolicyVersionRequest>;

export const setDefaultPolicyVersion = createStoredOnly(
  "IAM: what a policy allows",
  operation(SetDefaultPolicyVersion$, members, (cloud, { PolicyArn, VersionId }): void => {
    const { policies } = cloud.iam;
    const policy = policies.requirePolicy(PolicyArn);
    policies.save({ ...policy, updatedAt: cloud.now(), defaultVersion: requireVersion(policy, VersionId).id });
  }),
);
