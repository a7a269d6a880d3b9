import { SetDefaultPolicyVersion$, type SetDefaultPolicyVersionRequest } from "@aws-sdk/client-iam";
import { required, type Members } from "../../../core/members";
import { keptOnly } from "../../../core/telling";
import { operation } from "../../operation";
import { arn, versionId } from "../fields";
import { versionOf } from "../policies";

const members = {
  PolicyArn: required(arn),
  VersionId: required(versionId),
} satisfies Members<SetDefaultPolicyVersionRequest>;

export const setDefaultPolicyVersion = keptOnly(
  "IAM: what a policy allows",
  operation(SetDefaultPolicyVersion$, members, (cloud, { PolicyArn, VersionId }): void => {
    const { policies } = cloud.iam;
    const policy = policies.named(PolicyArn);
    policies.save({ ...policy, updatedAt: cloud.now(), defaultVersion: versionOf(policy, VersionId).id });
  }),
);
