import { DeletePolicyVersion$, type DeletePolicyVersionRequest } from "@aws-sdk/client-iam";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { isDefaultVersion } from "../faults";
import { arn, versionId } from "../fields";
import { versionOf } from "../policies";

const members = {
  PolicyArn: required(arn),
  VersionId: required(versionId),
} satisfies Members<DeletePolicyVersionRequest>;

export const deletePolicyVersion = operation(DeletePolicyVersion$, members, (cloud, { PolicyArn, VersionId }): void => {
  const { policies } = cloud.iam;
  const policy = policies.named(PolicyArn);
  const { id } = versionOf(policy, VersionId);
  if (id === policy.defaultVersion) throw isDefaultVersion();
  policies.save({
    ...policy,
    updatedAt: cloud.now(),
    versions: policy.versions.filter((version) => version.id !== id),
  });
});
