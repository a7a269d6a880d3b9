import { GetKeyPolicy$, type GetKeyPolicyRequest, type GetKeyPolicyResponse } from "@aws-sdk/client-kms";
import { optional, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { keyMembers, policyName } from "../fields";

const members = { ...keyMembers, PolicyName: optional(policyName) } satisfies Members<GetKeyPolicyRequest>;

export const getKeyPolicy = operation(GetKeyPolicy$, members, ({ kms }, { KeyId }): GetKeyPolicyResponse => {
  return { Policy: kms.requireKey(KeyId).policy, PolicyName: "default" };
});
