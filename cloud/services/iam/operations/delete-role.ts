import { DeleteRole$, type DeleteRoleRequest } from "@aws-sdk/client-iam";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { createAttachedPoliciesFault, createInlinePoliciesFault, createInProfilesFault } from "../faults";
import { roleName } from "../fields";

const members = { RoleName: required(roleName) } satisfies Members<DeleteRoleRequest>;

export const deleteRole = operation(DeleteRole$, members, (cloud, { RoleName }): void => {
  const role = cloud.iam.requireRole(RoleName);
  if (role.attached.length > 0) throw createAttachedPoliciesFault();
  if (Object.keys(role.inline).length > 0) throw createInlinePoliciesFault();
  if (cloud.iam.profiles.listAll().some((profile) => profile.role === RoleName)) throw createInProfilesFault();
  cloud.iam.remove(role);
});
