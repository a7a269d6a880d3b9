import {
  CreateRole$,
  GetRole$,
  ListRoles$,
  UpdateRole$,
  DeleteRole$,
  UpdateAssumeRolePolicy$,
} from "@aws-sdk/client-iam";
import type * as sdk from "@aws-sdk/client-iam";
import { optional, refused, required, type Members } from "../../../core/members";
import { operationWithNotes, operation } from "../../framework/operation";
import {
  createRoleExistsFault,
  createAttachedPoliciesFault,
  createInlinePoliciesFault,
  createInProfilesFault,
} from "../model/faults";
import { description, path, policyDocument, roleName, sessionSeconds, tags, paging, pathPrefix } from "../model/fields";
import { createPage } from "./page";
import { checkTrustPolicy } from "../model/policy-document";
import { describeCreated, describe, summarizePolicy, reportConditions, TRUST_CONDITION } from "../model/role";

const createRoleMembers = {
  RoleName: required(roleName),
  AssumeRolePolicyDocument: required(policyDocument),
  Path: optional(path),
  Description: optional(description),
  MaxSessionDuration: optional(sessionSeconds),
  PermissionsBoundary: refused(),
  Tags: optional(tags),
} satisfies Members<sdk.CreateRoleRequest>;

export const createRole = operationWithNotes(TRUST_CONDITION)(
  CreateRole$,
  createRoleMembers,
  (cloud, request, call): sdk.CreateRoleResponse => {
    const { RoleName: name, AssumeRolePolicyDocument: trust, Path: path = "/" } = request;
    checkTrustPolicy(trust);
    reportConditions(call, trust);
    if (cloud.iam.find(name) !== undefined) throw createRoleExistsFault(name);
    const role = {
      name,
      path,
      id: cloud.iam.createId(),
      arn: `arn:aws:iam::${cloud.account}:role${path}${name}`,
      createdAt: cloud.now(),
      trust,
      description: request.Description,
      maxSessionSeconds: request.MaxSessionDuration ?? 3600,
      tags: (request.Tags ?? []).map(({ Key, Value }) => ({ key: Key, value: Value })),
      inline: {},
      attached: [],
    };
    cloud.iam.save(role);
    return { Role: describeCreated(role) };
  },
);

const roleMembers = { RoleName: required(roleName) } satisfies Members<sdk.GetRoleRequest> &
  Members<sdk.DeleteRoleRequest>;

export const getRole = operation(GetRole$, roleMembers, (cloud, { RoleName }): sdk.GetRoleResponse => ({
  Role: describe(cloud.iam.requireRole(RoleName), cloud.region),
}));

const listRolesMembers = { PathPrefix: optional(pathPrefix), ...paging } satisfies Members<sdk.ListRolesRequest>;

export const listRoles = operation(ListRoles$, listRolesMembers, (cloud, request): sdk.ListRolesResponse => {
  const { PathPrefix: prefix = "/" } = request;
  const { items, ...page } = createPage(
    cloud.iam.listAll().filter(({ path }) => path.startsWith(prefix)),
    request,
    ({ name }) => name,
  );
  return { Roles: items.map(summarizePolicy), ...page };
});

const updateRoleMembers = {
  RoleName: required(roleName),
  Description: optional(description),
  MaxSessionDuration: optional(sessionSeconds),
} satisfies Members<sdk.UpdateRoleRequest>;

/** Members that are left out keep their values. */
export const updateRole = operation(UpdateRole$, updateRoleMembers, ({ iam }, request): sdk.UpdateRoleResponse => {
  const role = iam.requireRole(request.RoleName);
  iam.save({
    ...role,
    description: request.Description ?? role.description,
    maxSessionSeconds: request.MaxSessionDuration ?? role.maxSessionSeconds,
  });
  return {};
});

export const deleteRole = operation(DeleteRole$, roleMembers, (cloud, { RoleName }): void => {
  const role = cloud.iam.requireRole(RoleName);
  if (role.attached.length > 0) throw createAttachedPoliciesFault();
  if (Object.keys(role.inline).length > 0) throw createInlinePoliciesFault();
  if (cloud.iam.profiles.listAll().some((profile) => profile.role === RoleName)) throw createInProfilesFault();
  cloud.iam.remove(role);
});

const members = {
  RoleName: required(roleName),
  PolicyDocument: required(policyDocument),
} satisfies Members<sdk.UpdateAssumeRolePolicyRequest>;

export const updateAssumeRolePolicy = operationWithNotes(TRUST_CONDITION)(
  UpdateAssumeRolePolicy$,
  members,
  ({ iam }, { RoleName, PolicyDocument: trust }, call): void => {
    const role = iam.requireRole(RoleName);
    checkTrustPolicy(trust);
    reportConditions(call, trust);
    iam.save({ ...role, trust });
  },
);
