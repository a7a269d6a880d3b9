import { DisableKey$, type DisableKeyRequest } from "@aws-sdk/client-kms";
import type { Members } from "../../../core/members";
import { operation } from "../../operation";
import { keyMembers } from "../fields";

const members = keyMembers satisfies Members<DisableKeyRequest>;

export const disableKey = operation(DisableKey$, members, ({ kms }, { KeyId }): void => {
  kms.save({ ...kms.requireChangeable(KeyId), isEnabled: false });
});
