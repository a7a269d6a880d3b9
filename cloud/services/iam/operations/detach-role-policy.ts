import { DetachRolePolicy$, type DetachRolePolicyRequest } from "@aws-sdk/client-iam";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { createPolicyNotFoundFault } from "../faults";
import { arn, roleName } from "../fields";

const members = { RoleName: required(roleName), PolicyArn: required(arn) } satisfies Members<DetachRolePolicyRequest>;

export const detachRolePolicy = operation(DetachRolePolicy$, members, (cloud, { RoleName, PolicyArn }): void => {
  const role = cloud.iam.requireRole(RoleName);
  if (!role.attached.includes(PolicyArn)) throw createPolicyNotFoundFault(PolicyArn);
  cloud.iam.save({ ...role, attached: role.attached.filter((item) => item !== PolicyArn) });
});
