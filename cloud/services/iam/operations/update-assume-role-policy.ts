import { UpdateAssumeRolePolicy$, type UpdateAssumeRolePolicyRequest } from "@aws-sdk/client-iam";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { policyDocument, roleName } from "../fields";
import { checkTrustPolicy } from "../policy-document";

const members = {
  RoleName: required(roleName),
  PolicyDocument: required(policyDocument),
} satisfies Members<UpdateAssumeRolePolicyRequest>;

export const updateAssumeRolePolicy = operation(
  UpdateAssumeRolePolicy$,
  members,
  ({ iam }, { RoleName, PolicyDocument: trust }): void => {
    const role = iam.named(RoleName);
    checkTrustPolicy(trust);
    iam.save({ ...role, trust });
  },
);
