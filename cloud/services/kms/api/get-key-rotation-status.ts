import {
  GetKeyRotationStatus$,
  type GetKeyRotationStatusRequest,
  type GetKeyRotationStatusResponse,
} from "@aws-sdk/client-kms";
import type { Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { keyMembers } from "../model/fields";
import type { StoredKey } from "../model/stored-key";

type RotatedKey = StoredKey & { readonly rotationDays: number };

const members = keyMembers satisfies Members<GetKeyRotationStatusRequest>;

export const getKeyRotationStatus = operation(
  GetKeyRotationStatus$,
  members,
  (cloud, { KeyId }): GetKeyRotationStatusResponse => {
    const key = cloud.kms.requireKey(KeyId);
    const { id, rotationDays } = key;
    if (rotationDays === undefined) return { KeyId: id, KeyRotationEnabled: false };
    return {
      KeyId: id,
      KeyRotationEnabled: true,
      RotationPeriodInDays: rotationDays,
      NextRotationDate: new Date(getNextRotation({ ...key, rotationDays }, cloud.now())),
    };
  },
);

const DAY_MS = 86_400_000;

/** The first end of a rotation period that lies ahead. */
function getNextRotation({ rotatedSince, createdAt, rotationDays }: RotatedKey, now: number): number {
  const [since, periodMs] = [rotatedSince ?? createdAt, rotationDays * DAY_MS];
  return since + (Math.floor((now - since) / periodMs) + 1) * periodMs;
}
