import { EnableKey$, type EnableKeyRequest } from "@aws-sdk/client-kms";
import type { Members } from "../../../core/members";
import { operation } from "../../operation";
import { keyMembers } from "../fields";

const members = keyMembers satisfies Members<EnableKeyRequest>;

export const enableKey = operation(EnableKey$, members, ({ kms }, { KeyId }): void => {
  kms.save({ ...kms.requireChangeable(KeyId), isEnabled: true });
});
