import { PutRolePolicy$, type PutRolePolicyRequest } from "@aws-sdk/client-iam";
import { required, type Members } from "../../../core/members";
import { createStoredOnly } from "../../../core/telling";
import { operation } from "../../operation";
import { policyDocument, policyName, roleName } from "../fields";
import { checkRolePolicy } from "../policy-document";

const members = {
  RoleName: required(roleName),
  PolicyName: required(policyName),
  PolicyDocument: required(policyDocument),
} satisfies Members<PutRolePolicyRequest>;

export const putRolePolicy = createStoredOnly(
  "IAM: what a policy allows",
  operation(PutRolePolicy$, members, (cloud, { RoleName, PolicyName, PolicyDocument }): void => {
    const role = cloud.iam.requireRole(RoleName);
    checkRolePolicy(PolicyDocument);
    cloud.iam.save({ ...role, inline: { ...role.inline, [PolicyName]: PolicyDocument } });
  }),
);
