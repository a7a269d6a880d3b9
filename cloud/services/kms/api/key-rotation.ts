import {
  EnableKeyRotation$,
  DisableKeyRotation$,
  type EnableKeyRotationRequest,
  type DisableKeyRotationRequest,
} from "@aws-sdk/client-kms";
import { optional, type Members } from "../../../core/members";
import { createStoredOnly } from "../../../core/telling";
import { operation } from "../../framework/operation";
import { createKeyDisabledFault } from "../model/faults";
import { keyMembers, rotationDays } from "../model/fields";

const enableKeyRotationMembers = {
  ...keyMembers,
  RotationPeriodInDays: optional(rotationDays),
} satisfies Members<EnableKeyRotationRequest>;

/** AWS's rotation period of a key that sets none. */
const USUAL_DAYS = 365;

/** The setting is only stored: there is no key material to rotate. */
export const enableKeyRotation = createStoredOnly(
  "KMS: the rotation of a key",
  operation(
    EnableKeyRotation$,
    enableKeyRotationMembers,
    (cloud, { KeyId, RotationPeriodInDays = USUAL_DAYS }): void => {
      const { kms } = cloud;
      const key = kms.requireChangeable(KeyId);
      if (!key.isEnabled) throw createKeyDisabledFault(kms.createArn(key.id));
      kms.save({ ...key, rotationDays: RotationPeriodInDays, rotatedSince: cloud.now() });
    },
  ),
);

const disableKeyRotationMembers = keyMembers satisfies Members<DisableKeyRotationRequest>;

export const disableKeyRotation = operation(
  DisableKeyRotation$,
  disableKeyRotationMembers,
  ({ kms }, { KeyId }): void => {
    const key = kms.requireChangeable(KeyId);
    if (!key.isEnabled) throw createKeyDisabledFault(kms.createArn(key.id));
    kms.save({ ...key, rotationDays: undefined });
  },
);
