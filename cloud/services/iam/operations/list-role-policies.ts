import { ListRolePolicies$, type ListRolePoliciesRequest, type ListRolePoliciesResponse } from "@aws-sdk/client-iam";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { paging, roleName } from "../fields";
import { createPage } from "../page";

const members = { RoleName: required(roleName), ...paging } satisfies Members<ListRolePoliciesRequest>;

export const listRolePolicies = operation(ListRolePolicies$, members, (cloud, request): ListRolePoliciesResponse => {
  const names = Object.keys(cloud.iam.requireRole(request.RoleName).inline).sort();
  const { items, ...page } = createPage(names, request, (name) => name);
  return { PolicyNames: items, ...page };
});
