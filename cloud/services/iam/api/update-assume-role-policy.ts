import { UpdateAssumeRolePolicy$, type UpdateAssumeRolePolicyRequest } from "@aws-sdk/client-iam";
import { required, type Members } from "../../../core/members";
import { operationWithNotes } from "../../framework/operation";
import { policyDocument, roleName } from "../model/fields";
import { checkTrustPolicy } from "../model/policy-document";
import { reportConditions, TRUST_CONDITION } from "../model/trust";

const members = {
  RoleName: required(roleName),
  PolicyDocument: required(policyDocument),
} satisfies Members<UpdateAssumeRolePolicyRequest>;

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
