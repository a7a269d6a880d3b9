import { UpdateRole$, type UpdateRoleRequest, type UpdateRoleResponse } from "@aws-sdk/client-iam";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { description, roleName, sessionSeconds } from "../fields";

const members = {
  RoleName: required(roleName),
  Description: optional(description),
  MaxSessionDuration: optional(sessionSeconds),
} satisfies Members<UpdateRoleRequest>;

/** Members that are left out keep their values. */
export const updateRole = operation(UpdateRole$, members, ({ iam }, request): UpdateRoleResponse => {
  const role = iam.requireRole(request.RoleName);
  iam.save({
    ...role,
    description: request.Description ?? role.description,
    maxSessionSeconds: request.MaxSessionDuration ?? role.maxSessionSeconds,
  });
  return {};
});
