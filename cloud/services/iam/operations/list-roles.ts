import { ListRoles$, type ListRolesRequest, type ListRolesResponse } from "@aws-sdk/client-iam";
import { optional, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { paging, pathPrefix } from "../fields";
import { pageOf } from "../page";
import { summary } from "../role";

const members = { PathPrefix: optional(pathPrefix), ...paging } satisfies Members<ListRolesRequest>;

export const listRoles = operation(ListRoles$, members, (cloud, request): ListRolesResponse => {
  const { PathPrefix: prefix = "/" } = request;
  const { items, ...page } = pageOf(
    cloud.iam.all().filter(({ path }) => path.startsWith(prefix)),
    request,
    ({ name }) => name,
  );
  return { Roles: items.map(summary), ...page };
});
