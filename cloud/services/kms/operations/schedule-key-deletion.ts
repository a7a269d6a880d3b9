import {
  ScheduleKeyDeletion$,
  type ScheduleKeyDeletionRequest,
  type ScheduleKeyDeletionResponse,
} from "@aws-sdk/client-kms";
import { optional, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { deletionDays, keyMembers } from "../fields";

const members = {
  ...keyMembers,
  PendingWindowInDays: optional(deletionDays),
} satisfies Members<ScheduleKeyDeletionRequest>;

const DAY_MS = 86_400_000;

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html */
export const scheduleKeyDeletion = operation(
  ScheduleKeyDeletion$,
  members,
  (cloud, { KeyId, PendingWindowInDays = 30 }): ScheduleKeyDeletionResponse => {
    const { kms } = cloud;
    const key = kms.requireChangeable(KeyId);
    const deletedAt = cloud.now() + PendingWindowInDays * DAY_MS;
    kms.save({ ...key, isEnabled: false, deletedAt });
    return {
      KeyId: kms.createArn(key.id),
      DeletionDate: new Date(deletedAt),
      KeyState: "PendingDeletion",
      PendingWindowInDays,
    };
  },
);
