import { DeleteRolePolicy$, type DeleteRolePolicyRequest } from "@aws-sdk/client-iam";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { rolePolicyNotFound } from "../faults";
import { policyName, roleName } from "../fields";

const members = { RoleName: required(roleName), PolicyName: required(policyName) } satisfies Members<DeleteRolePolicyRequest>;

export const deleteRolePolicy = operation(DeleteRolePolicy$, members, (cloud, { RoleName, PolicyName }): void => {
  const role = cloud.iam.named(RoleName);
  const { [PolicyName]: gone, ...inline } = role.inline;
  if (gone === undefined) throw rolePolicyNotFound(PolicyName);
  cloud.iam.save({ ...role, inline });
});
