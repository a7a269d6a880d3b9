import { DeletePolicy$, type DeletePolicyRequest } from "@aws-sdk/client-iam";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { hasOtherVersions, isAttached } from "../faults";
import { arn } from "../fields";

const members = { PolicyArn: required(arn) } satisfies Members<DeletePolicyRequest>;

export const deletePolicy = operation(DeletePolicy$, members, ({ iam }, { PolicyArn }): void => {
  const policy = iam.policies.named(PolicyArn);
  if (iam.withPolicy(PolicyArn).length > 0) throw isAttached();
  if (policy.versions.length > 1) throw hasOtherVersions();
  iam.policies.remove(policy);
});
