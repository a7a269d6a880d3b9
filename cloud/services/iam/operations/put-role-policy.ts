import { PutRolePolicy$, type PutRolePolicyRequest } from "@aws-sdk/client-iam";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { malformedPolicy } from "../faults";
import { policyDocument, policyName, roleName } from "../fields";
import { isPolicy } from "../trust";

const members = {
  RoleName: required(roleName),
  PolicyName: required(policyName),
  PolicyDocument: required(policyDocument),
} satisfies Members<PutRolePolicyRequest>;

export const putRolePolicy = operation(PutRolePolicy$, members, (cloud, { RoleName, PolicyName, PolicyDocument }): void => {
  const role = cloud.iam.named(RoleName);
  if (!isPolicy(PolicyDocument)) throw malformedPolicy();
  cloud.iam.save({ ...role, inline: { ...role.inline, [PolicyName]: PolicyDocument } });
});
