import { CancelKeyDeletion$, type CancelKeyDeletionRequest, type CancelKeyDeletionResponse } from "@aws-sdk/client-kms";
import type { Members } from "../../../core/members";
import { operation } from "../../operation";
import { createNotPendingDeletionFault } from "../faults";
import { keyMembers } from "../fields";

const members = keyMembers satisfies Members<CancelKeyDeletionRequest>;

/** The key is disabled afterwards, as on AWS. */
export const cancelKeyDeletion = operation(
  CancelKeyDeletion$,
  members,
  ({ kms }, { KeyId }): CancelKeyDeletionResponse => {
    const key = kms.requireKey(KeyId);
    if (key.deletedAt === undefined) throw createNotPendingDeletionFault(kms.createArn(key.id));
    kms.save({ ...key, deletedAt: undefined });
    return { KeyId: kms.createArn(key.id) };
  },
);
