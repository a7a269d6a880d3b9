import {
  GetKeyRotationStatus$,
  type GetKeyRotationStatusRequest,
  type GetKeyRotationStatusResponse,
} from "@aws-sdk/client-kms";
import type { Members } from "../../../core/members";
import { operation } from "../../operation";
import { keyMembers } from "../fields";

const members = keyMembers satisfies Members<GetKeyRotationStatusRequest>;

export const getKeyRotationStatus = operation(
  GetKeyRotationStatus$,
  members,
  ({ kms }, { KeyId }): GetKeyRotationStatusResponse => {
    const { id, rotationDays } = kms.named(KeyId);
    return {
      KeyId: id,
      KeyRotationEnabled: rotationDays !== undefined,
      ...(rotationDays === undefined ? {} : { RotationPeriodInDays: rotationDays }),
    };
  },
);
