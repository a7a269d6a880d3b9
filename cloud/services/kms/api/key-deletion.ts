import {
  CancelKeyDeletion$,
  ScheduleKeyDeletion$,
  type CancelKeyDeletionRequest,
  type CancelKeyDeletionResponse,
  type ScheduleKeyDeletionRequest,
  type ScheduleKeyDeletionResponse,
} from "@aws-sdk/client-kms";
import { optional, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { createNotPendingDeletionFault } from "../model/faults";
import { keyMembers, deletionDays } from "../model/fields";

const cancelKeyDeletionMembers = keyMembers satisfies Members<CancelKeyDeletionRequest>;

/** The key is disabled afterward, as on AWS. */
export const cancelKeyDeletion = operation(
  CancelKeyDeletion$,
  cancelKeyDeletionMembers,
  ({ kms }, { KeyId }): CancelKeyDeletionResponse => {
    const key = kms.requireKey(KeyId);
    if (key.deletedAt === undefined) throw createNotPendingDeletionFault(kms.createArn(key.id));
    kms.save({ ...key, deletedAt: undefined });
    return { KeyId: kms.createArn(key.id) };
  },
);

const scheduleKeyDeletionMembers = {
  ...keyMembers,
  PendingWindowInDays: optional(deletionDays),
} satisfies Members<ScheduleKeyDeletionRequest>;

const DAY_MS = 86_400_000;

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html */
export const scheduleKeyDeletion = operation(
  ScheduleKeyDeletion$,
  scheduleKeyDeletionMembers,
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
