import { DeleteRolePolicy$, type DeleteRolePolicyRequest } from "@aws-sdk/client-iam";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { createRolePolicyNotFoundFault } from "../faults";
import { policyName, roleName } from "../fields";
import { findInlinePolicy } from "../role";

const members = {
  RoleName: required(roleName),
  PolicyName: required(policyName),
} satisfies Members<DeleteRolePolicyRequest>;

export const deleteRolePolicy = operation(DeleteRolePolicy$, members, (cloud, { RoleName, PolicyName }): void => {
  const role = cloud.iam.requireRole(RoleName);
  if (findInlinePolicy(role, PolicyName) === undefined) throw createRolePolicyNotFoundFault(PolicyName);
  const inline = Object.fromEntries(Object.entries(role.inline).filter(([name]) => name !== PolicyName));
  cloud.iam.save({ ...role, inline });
});
