import {
  ListAttachedRolePolicies$,
  type ListAttachedRolePoliciesRequest,
  type ListAttachedRolePoliciesResponse,
} from "@aws-sdk/client-iam";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { paging, pathPrefix, roleName } from "../model/fields";
import { createPage } from "./page";

const members = {
  RoleName: required(roleName),
  PathPrefix: optional(pathPrefix),
  ...paging,
} satisfies Members<ListAttachedRolePoliciesRequest>;

export const listAttachedRolePolicies = operation(
  ListAttachedRolePolicies$,
  members,
  (cloud, request): ListAttachedRolePoliciesResponse => {
    const { PathPrefix: prefix = "/" } = request;
    const arns = cloud.iam
      .requireRole(request.RoleName)
      .attached.filter((arn) => arn.split(":policy", 2)[1]?.startsWith(prefix));
    const { items, ...page } = createPage([...arns].sort(), request, (arn) => arn);
    return {
      AttachedPolicies: items.map((arn) => ({ PolicyArn: arn, PolicyName: arn.slice(arn.lastIndexOf("/") + 1) })),
      ...page,
    };
  },
);
