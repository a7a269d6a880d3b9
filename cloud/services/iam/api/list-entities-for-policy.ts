import {
  ListEntitiesForPolicy$,
  type ListEntitiesForPolicyRequest,
  type ListEntitiesForPolicyResponse,
} from "@aws-sdk/client-iam";
import { optional, required, type Members } from "../../../core/members";
import { emulatedOf, oneOf } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { arn, paging, pathPrefix } from "../model/fields";
import { createPage } from "./page";
import { isOfAws } from "../model/policies";

const members = {
  PolicyArn: required(arn),
  EntityFilter: optional(oneOf(["User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy"])),
  PathPrefix: optional(pathPrefix),
  PolicyUsageFilter: optional(emulatedOf(["PermissionsPolicy"], ["PermissionsBoundary"])),
  ...paging,
} satisfies Members<ListEntitiesForPolicyRequest>;

/** Lists only roles: the lab cloud has no users and no groups. */
export const listEntitiesForPolicy = operation(
  ListEntitiesForPolicy$,
  members,
  ({ iam }, request): ListEntitiesForPolicyResponse => {
    const { PolicyArn, EntityFilter: filter = "Role", PathPrefix: prefix = "/" } = request;
    if (!isOfAws(PolicyArn)) iam.policies.requirePolicy(PolicyArn);
    const roles = filter === "Role" ? iam.listWithPolicy(PolicyArn).filter(({ path }) => path.startsWith(prefix)) : [];
    const { items, ...page } = createPage(roles, request, ({ name }) => name);
    return {
      PolicyGroups: [],
      PolicyUsers: [],
      PolicyRoles: items.map(({ name, id }) => ({ RoleName: name, RoleId: id })),
      ...page,
    };
  },
);
