import { PutKeyPolicy$, GetKeyPolicy$, ListKeyPolicies$ } from "@aws-sdk/client-kms";
import type * as sdk from "@aws-sdk/client-kms";
import { optional, required, type Members } from "../../../core/members";
import { boolean } from "../../../core/rules";
import { createStoredOnly } from "../../../core/telling";
import { operation } from "../../framework/operation";
import { keyMembers, policy, policyName, marker, upTo1000 } from "../model/fields";
import { checkPolicy } from "../model/keys";

const putKeyPolicyMembers = {
  ...keyMembers,
  Policy: required(policy),
  PolicyName: optional(policyName),
  BypassPolicyLockoutSafetyCheck: optional(boolean()),
} satisfies Members<sdk.PutKeyPolicyRequest>;

/** Stores the policy, which is not evaluated. */
export const putKeyPolicy = createStoredOnly(
  "KMS: the policy of a key",
  operation(PutKeyPolicy$, putKeyPolicyMembers, ({ kms }, { KeyId, Policy }): void => {
    const key = kms.requireChangeable(KeyId);
    checkPolicy(Policy);
    kms.save({ ...key, policy: Policy });
  }),
);

const getKeyPolicyMembers = {
  ...keyMembers,
  PolicyName: optional(policyName),
} satisfies Members<sdk.GetKeyPolicyRequest>;

export const getKeyPolicy = operation(
  GetKeyPolicy$,
  getKeyPolicyMembers,
  ({ kms }, { KeyId }): sdk.GetKeyPolicyResponse => {
    return { Policy: kms.requireKey(KeyId).policy, PolicyName: "default" };
  },
);

const listKeyPoliciesMembers = {
  ...keyMembers,
  Limit: optional(upTo1000),
  Marker: optional(marker),
} satisfies Members<sdk.ListKeyPoliciesRequest>;

/** Every key has exactly one policy. */
export const listKeyPolicies = operation(
  ListKeyPolicies$,
  listKeyPoliciesMembers,
  ({ kms }, { KeyId }): sdk.ListKeyPoliciesResponse => {
    kms.requireKey(KeyId);
    return { PolicyNames: ["default"], Truncated: false };
  },
);
