import { GetRolePolicy$, type GetRolePolicyRequest, type GetRolePolicyResponse } from "@aws-sdk/client-iam";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { createRolePolicyNotFoundFault } from "../faults";
import { policyName, roleName } from "../fields";
import { findInlinePolicy } from "../role";

const members = {
  RoleName: required(roleName),
  PolicyName: required(policyName),
} satisfies Members<GetRolePolicyRequest>;

export const getRolePolicy = operation(
  GetRolePolicy$,
  members,
  (cloud, { RoleName, PolicyName }): GetRolePolicyResponse => {
    const document = findInlinePolicy(cloud.iam.requireRole(RoleName), PolicyName);
    if (document === undefined) throw createRolePolicyNotFoundFault(PolicyName);
    return { RoleName, PolicyName, PolicyDocument: encodeURIComponent(document) };
  },
);
