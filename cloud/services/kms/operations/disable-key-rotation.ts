import { DisableKeyRotation$, type DisableKeyRotationRequest } from "@aws-sdk/client-kms";
import type { Members } from "../../../core/members";
import { operation } from "../../operation";
import { createKeyDisabledFault } from "../faults";
import { keyMembers } from "../fields";

const members = keyMembers satisfies Members<DisableKeyRotationRequest>;

export const disableKeyRotation = operation(DisableKeyRotation$, members, ({ kms }, { KeyId }): void => {
  const key = kms.requireChangeable(KeyId);
  if (!key.isEnabled) throw createKeyDisabledFault(kms.createArn(key.id));
  kms.save({ ...key, rotationDays: undefined });
});
