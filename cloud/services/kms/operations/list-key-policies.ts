import { ListKeyPolicies$, type ListKeyPoliciesRequest, type ListKeyPoliciesResponse } from "@aws-sdk/client-kms";
import { optional, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { keyMembers, marker, upTo1000 } from "../fields";

const members = {
  ...keyMembers,
  Limit: optional(upTo1000),
  Marker: optional(marker),
} satisfies Members<ListKeyPoliciesRequest>;

/** Every key has exactly one policy. */
export const listKeyPolicies = operation(ListKeyPolicies$, members, ({ kms }, { KeyId }): ListKeyPoliciesResponse => {
  kms.requireKey(KeyId);
  return { PolicyNames: ["default"], Truncated: false };
});
