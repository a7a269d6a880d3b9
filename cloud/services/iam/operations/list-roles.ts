import { ListRoles$, type ListRolesRequest, type ListRolesResponse } from "@aws-sdk/client-iam";
import { optional, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { paging, pathPrefix } from "../fields";
import { createPage } from "../page";
import { summarizePolicy } from "../role";

const members = { PathPrefix: optional(pathPrefix), ...paging } satisfies Members<ListRolesRequest>;

export const listRoles = operation(ListRoles$, members, (cloud, request): ListRolesResponse => {
  const { PathPrefix: prefix = "/" } = request;
  const { items, ...page } = createPage(
    cloud.iam.listAll().filter(({ path }) => path.startsWith(prefix)),
    request,
    ({ name }) => name,
  );
  return { Roles: items.map(summarizePolicy), ...page };
});
