import { AttachRolePolicy$, type AttachRolePolicyRequest } from "@aws-sdk/client-iam";
import { required, type Members } from "../../../core/members";
import { createStoredOnly } from "../../../core/telling";
import { operation } from "../../operation";
import { createNotAnArnFault, createPolicyNotAttachableFault } from "../faults";
import { arn, roleName } from "../fields";
import { isOfAws } from "../policies";

const members = { RoleName: required(roleName), PolicyArn: required(arn) } satisfies Members<AttachRolePolicyRequest>;

/** Attaching a policy twice is no error. @remarks Every name among AWS's own managed policies counts as existing. */
export const attachRolePolicy = createStoredOnly(
  "IAM: what a policy allows",
  operation(AttachRolePolicy$, members, (cloud, { RoleName, PolicyArn }): void => {
    if (!PolicyArn.startsWith("arn:")) throw createNotAnArnFault();
    const role = cloud.iam.requireRole(RoleName);
    if (!isOfAws(PolicyArn) && cloud.iam.policies.find(PolicyArn) === undefined)
      throw createPolicyNotAttachableFault(PolicyArn);
    if (role.attached.includes(PolicyArn)) return;
    cloud.iam.save({ ...role, attached: [...role.attached, PolicyArn] });
  }),
);
