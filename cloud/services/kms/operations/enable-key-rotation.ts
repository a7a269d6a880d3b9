import { EnableKeyRotation$, type EnableKeyRotationRequest } from "@aws-sdk/client-kms";
import { createStoredOnly } from "../../../core/telling";
import { optional, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { createKeyDisabledFault } from "../faults";
import { keyMembers, rotationDays } from "../fields";

const members = {
  ...keyMembers,
  RotationPeriodInDays: optional(rotationDays),
} satisfies Members<EnableKeyRotationRequest>;

/** AWS's rotation period of a key that sets none. */
const USUAL_DAYS = 365;

/** The setting is only stored: there is no key material to rotate. */
export const enableKeyRotation = createStoredOnly(
  "KMS: the rotation of a key",
  operation(EnableKeyRotation$, members, (cloud, { KeyId, RotationPeriodInDays = USUAL_DAYS }): void => {
    const { kms } = cloud;
    const key = kms.requireChangeable(KeyId);
    if (!key.isEnabled) throw createKeyDisabledFault(kms.createArn(key.id));
    kms.save({ ...key, rotationDays: RotationPeriodInDays, rotatedSince: cloud.now() });
  }),
);
