import { DeleteRole$, type DeleteRoleRequest } from "@aws-sdk/client-iam";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { hasAttachedPolicies, hasInlinePolicies, isInProfiles } from "../faults";
import { roleName } from "../fields";

const members = { RoleName: required(roleName) } satisfies Members<DeleteRoleRequest>;

export const deleteRole = operation(DeleteRole$, members, (cloud, { RoleName }): void => {
  const role = cloud.iam.named(RoleName);
  if (role.attached.length > 0) throw hasAttachedPolicies();
  if (Object.keys(role.inline).length > 0) throw hasInlinePolicies();
  if (cloud.iam.profiles.all().some((one) => one.role === RoleName)) throw isInProfiles();
  cloud.iam.remove(role);
});
