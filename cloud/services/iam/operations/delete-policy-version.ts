import { DeletePolicyVersion$, type DeletePolicyVersionRequest } from "@aws-sdk/client-iam";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { createDefaultVersionFault } from "../faults";
import { arn, versionId } from "../fields";
import { requireVersion } from "../policies";

const members = {
  PolicyArn: required(arn),
  VersionId: required(versionId),
} satisfies Members<DeletePolicyVersionRequest>;

export const deletePolicyVersion = operation(DeletePolicyVersion$, members, (cloud, { PolicyArn, VersionId }): void => {
  const { policies } = cloud.iam;
  const policy = policies.requirePolicy(PolicyArn);
  const { id } = requireVersion(policy, VersionId);
  if (id === policy.defaultVersion) throw createDefaultVersionFault();
  policies.save({
    ...policy,
    updatedAt: cloud.now(),
    versions: policy.versions.filter((version) => version.id !== id),
  });
});
