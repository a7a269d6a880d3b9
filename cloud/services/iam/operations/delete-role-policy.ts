import { DeleteRolePolicy$, type DeleteRolePolicyRequest } from "@aws-sdk/client-iam";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { rolePolicyNotFound } from "../faults";
import { policyName, roleName } from "../fields";
import { inlinePolicy } from "../role";

const members = {
  RoleName: required(roleName),
  PolicyName: required(policyName),
} satisfies Members<DeleteRolePolicyRequest>;

export const deleteRolePolicy = operation(DeleteRolePolicy$, members, (cloud, { RoleName, PolicyName }): void => {
  const role = cloud.iam.named(RoleName);
  if (inlinePolicy(role, PolicyName) === undefined) throw rolePolicyNotFound(PolicyName);
  const inline = Object.fromEntries(Object.entries(role.inline).filter(([name]) => name !== PolicyName));
  cloud.iam.save({ ...role, inline });
});
