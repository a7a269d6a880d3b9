import { UntagRole$, type UntagRoleRequest } from "@aws-sdk/client-iam";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { roleName, tagKeys } from "../fields";

const members = { RoleName: required(roleName), TagKeys: required(tagKeys) } satisfies Members<UntagRoleRequest>;

export const untagRole = operation(UntagRole$, members, ({ iam }, { RoleName, TagKeys }): void => {
  const role = iam.requireRole(RoleName);
  iam.save({ ...role, tags: role.tags.filter(({ key }) => !TagKeys.includes(key)) });
});
