import { DeletePolicy$, type DeletePolicyRequest } from "@aws-sdk/client-iam";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { createOtherVersionsFault, createAttachedFault } from "../faults";
import { arn } from "../fields";

const members = { PolicyArn: required(arn) } satisfies Members<DeletePolicyRequest>;

export const deletePolicy = operation(DeletePolicy$, members, ({ iam }, { PolicyArn }): void => {
  const policy = iam.policies.requirePolicy(PolicyArn);
  if (iam.listWithPolicy(PolicyArn).length > 0) throw createAttachedFault();
  if (policy.versions.length > 1) throw createOtherVersionsFault();
  iam.policies.remove(policy);
});
