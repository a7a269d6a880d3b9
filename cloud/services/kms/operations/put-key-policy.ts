import { PutKeyPolicy$, type PutKeyPolicyRequest } from "@aws-sdk/client-kms";
import { createStoredOnly } from "../../../core/telling";
import { optional, required, type Members } from "../../../core/members";
import { boolean } from "../../../core/rules";
import { operation } from "../../operation";
import { keyMembers, policy, policyName } from "../fields";
import { checkPolicy } from "../keys";

const members = {
  ...keyMembers,
  Policy: required(policy),
  PolicyName: optional(policyName),
  BypassPolicyLockoutSafetyCheck: optional(boolean()),
} satisfies Members<PutKeyPolicyRequest>;

/** Stores the policy, which is not evaluated. */
export const putKeyPolicy = createStoredOnly(
  "KMS: the policy of a key",
  operation(PutKeyPolicy$, members, ({ kms }, { KeyId, Policy }): void => {
    const key = kms.requireChangeable(KeyId);
    checkPolicy(Policy);
    kms.save({ ...key, policy: Policy });
  }),
);
