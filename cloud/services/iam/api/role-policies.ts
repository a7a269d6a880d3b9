import {
  PutRolePolicy$,
  GetRolePolicy$,
  ListRolePolicies$,
  AttachRolePolicy$,
  DetachRolePolicy$,
  DeleteRolePolicy$,
} from "@aws-sdk/client-iam";
import type * as sdk from "@aws-sdk/client-iam";
import { required, type Members } from "../../../core/members";
import { createStoredOnly } from "../../../core/telling";
import { operation } from "../../framework/operation";
import {
  createRolePolicyNotFoundFault,
  createNotAnArnFault,
  createPolicyNotAttachableFault,
  createPolicyNotFoundFault,
} from "../model/faults";
import { policyDocument, policyName, roleName, paging, arn } from "../model/fields";
import { createPage } from "./page";
import { isAwsManaged } from "../model/policies";
import { checkRolePolicy } from "../model/policy-document";
import { findInlinePolicy } from "../model/role";

const putRolePolicyMembers = {
  RoleName: required(roleName),
  PolicyName: required(policyName),
  PolicyDocument: required(policyDocument),
} satisfies Members<sdk.PutRolePolicyRequest>;

export const putRolePolicy = createStoredOnly(
  "IAM: what a policy allows",
  operation(PutRolePolicy$, putRolePolicyMembers, (cloud, { RoleName, PolicyName, PolicyDocument }): void => {
    const role = cloud.iam.requireRole(RoleName);
    checkRolePolicy(PolicyDocument);
    cloud.iam.save({ ...role, inline: { ...role.inline, [PolicyName]: PolicyDocument } });
  }),
);

const rolePolicyMembers = {
  RoleName: required(roleName),
  PolicyName: required(policyName),
} satisfies Members<sdk.GetRolePolicyRequest> & Members<sdk.DeleteRolePolicyRequest>;

export const getRolePolicy = operation(
  GetRolePolicy$,
  rolePolicyMembers,
  (cloud, { RoleName, PolicyName }): sdk.GetRolePolicyResponse => {
    const document = findInlinePolicy(cloud.iam.requireRole(RoleName), PolicyName);
    if (document === undefined) throw createRolePolicyNotFoundFault(PolicyName);
    return { RoleName, PolicyName, PolicyDocument: encodeURIComponent(document) };
  },
);

const listRolePoliciesMembers = {
  RoleName: required(roleName),
  ...paging,
} satisfies Members<sdk.ListRolePoliciesRequest>;

export const listRolePolicies = operation(
  ListRolePolicies$,
  listRolePoliciesMembers,
  (cloud, request): sdk.ListRolePoliciesResponse => {
    const names = Object.keys(cloud.iam.requireRole(request.RoleName).inline).sort();
    const { items, ...page } = createPage(names, request, (name) => name);
    return { PolicyNames: items, ...page };
  },
);

const attachOrDetachRolePolicyMembers = {
  RoleName: required(roleName),
  PolicyArn: required(arn),
} satisfies Members<sdk.AttachRolePolicyRequest> & Members<sdk.DetachRolePolicyRequest>;

/** Attaching a policy twice isn't an error. @remarks Every name among AWS's own managed policies counts as existing. */
export const attachRolePolicy = createStoredOnly(
  "IAM: what a policy allows",
  operation(AttachRolePolicy$, attachOrDetachRolePolicyMembers, (cloud, { RoleName, PolicyArn }): void => {
    if (!PolicyArn.startsWith("arn:")) throw createNotAnArnFault();
    const role = cloud.iam.requireRole(RoleName);
    if (!isAwsManaged(PolicyArn) && cloud.iam.policies.find(PolicyArn) === undefined)
      throw createPolicyNotAttachableFault(PolicyArn);
    if (role.attached.includes(PolicyArn)) return;
    cloud.iam.save({ ...role, attached: [...role.attached, PolicyArn] });
  }),
);

export const detachRolePolicy = operation(
  DetachRolePolicy$,
  attachOrDetachRolePolicyMembers,
  (cloud, { RoleName, PolicyArn }): void => {
    const role = cloud.iam.requireRole(RoleName);
    if (!role.attached.includes(PolicyArn)) throw createPolicyNotFoundFault(PolicyArn);
    cloud.iam.save({ ...role, attached: role.attached.filter((item) => item !== PolicyArn) });
  },
);

export const deleteRolePolicy = operation(
  DeleteRolePolicy$,
  rolePolicyMembers,
  (cloud, { RoleName, PolicyName }): void => {
    const role = cloud.iam.requireRole(RoleName);
    if (findInlinePolicy(role, PolicyName) === undefined) throw createRolePolicyNotFoundFault(PolicyName);
    const inline = Object.fromEntries(Object.entries(role.inline).filter(([name]) => name !== PolicyName));
    cloud.iam.save({ ...role, inline });
  },
);
