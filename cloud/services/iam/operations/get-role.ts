import { GetRole$, type GetRoleRequest, type GetRoleResponse } from "@aws-sdk/client-iam";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { roleName } from "../fields";
import { describe } from "../role";

const members = { RoleName: required(roleName) } satisfies Members<GetRoleRequest>;

export const getRole = operation(GetRole$, members, (cloud, { RoleName }): GetRoleResponse => ({
  Role: describe(cloud.iam.requireRole(RoleName), cloud.region),
}));
