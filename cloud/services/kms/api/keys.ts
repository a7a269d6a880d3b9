import {
  CreateKey$,
  DescribeKey$,
  ListKeys$,
  EnableKey$,
  DisableKey$,
  UpdateKeyDescription$,
  CancelKeyDeletion$,
  ScheduleKeyDeletion$,
  EnableKeyRotation$,
  DisableKeyRotation$,
  GetKeyRotationStatus$,
} from "@aws-sdk/client-kms";
import type * as sdk from "@aws-sdk/client-kms";
import { ValueNotEmulated } from "../../../core/faults";
import { optional, refused, type Members, required } from "../../../core/members";
import { boolean, emulatedOf, type Rule, NO_VIOLATIONS } from "../../../core/rules";
import { createStoredOnly } from "../../../core/telling";
import { operation } from "../../framework/operation";
import { description, policy, tags, keyMembers, marker, upTo1000, deletionDays, rotationDays } from "../model/fields";
import { checkPolicy, createDefaultPolicy, type StoredKey } from "../model/keys";
import { createPage } from "./page";
import { addTags } from "./tags";
import { createNotPendingDeletionFault, createKeyDisabledFault } from "../model/faults";

const cancelKeyDeletionMembers = keyMembers satisfies Members<sdk.CancelKeyDeletionRequest>;

/** The key is disabled afterward, as on AWS. */
export const cancelKeyDeletion = operation(
  CancelKeyDeletion$,
  cancelKeyDeletionMembers,
  ({ kms }, { KeyId }): sdk.CancelKeyDeletionResponse => {
    const key = kms.requireKey(KeyId);
    if (key.deletedAt === undefined) throw createNotPendingDeletionFault(kms.createArn(key.id));
    kms.save({ ...key, deletedAt: undefined });
    return { KeyId: kms.createArn(key.id) };
  },
);

const scheduleKeyDeletionMembers = {
  ...keyMembers,
  PendingWindowInDays: optional(deletionDays),
} satisfies Members<sdk.ScheduleKeyDeletionRequest>;

const DAY_MS = 86_400_000;

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html */
export const scheduleKeyDeletion = operation(
  ScheduleKeyDeletion$,
  scheduleKeyDeletionMembers,
  (cloud, { KeyId, PendingWindowInDays = 30 }): sdk.ScheduleKeyDeletionResponse => {
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

const enableKeyRotationMembers = {
  ...keyMembers,
  RotationPeriodInDays: optional(rotationDays),
} satisfies Members<sdk.EnableKeyRotationRequest>;

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

const disableKeyRotationMembers = keyMembers satisfies Members<sdk.DisableKeyRotationRequest>;

export const disableKeyRotation = operation(
  DisableKeyRotation$,
  disableKeyRotationMembers,
  ({ kms }, { KeyId }): void => {
    const key = kms.requireChangeable(KeyId);
    if (!key.isEnabled) throw createKeyDisabledFault(kms.createArn(key.id));
    kms.save({ ...key, rotationDays: undefined });
  },
);

type RotatedKey = StoredKey & { readonly rotationDays: number };

const rotationStatusMembers = keyMembers satisfies Members<sdk.GetKeyRotationStatusRequest>;

export const getKeyRotationStatus = operation(
  GetKeyRotationStatus$,
  rotationStatusMembers,
  (cloud, { KeyId }): sdk.GetKeyRotationStatusResponse => {
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

/** The first end of a rotation period that lies ahead. */
function getNextRotation({ rotatedSince, createdAt, rotationDays }: RotatedKey, now: number): number {
  const [since, periodMs] = [rotatedSince ?? createdAt, rotationDays * DAY_MS];
  return since + (Math.floor((now - since) / periodMs) + 1) * periodMs;
}

const OTHER_SPECS = ["RSA_2048", "RSA_3072", "RSA_4096", "ECC_NIST_P256", "ECC_NIST_P384", "ECC_NIST_P521", "SM2"];
const keySpec = emulatedOf(["SYMMETRIC_DEFAULT"], [...OTHER_SPECS, "HMAC_224", "HMAC_256", "HMAC_384", "HMAC_512"]);
/** Only keys of a single region are emulated. */
const oneRegion: Rule<boolean> = {
  only: ["false"],
  check(value) {
    if (value === true) throw new ValueNotEmulated("true");
    return NO_VIOLATIONS;
  },
};

const createKeyMembers = {
  Policy: optional(policy),
  Description: optional(description),
  KeyUsage: optional(emulatedOf(["ENCRYPT_DECRYPT"], ["SIGN_VERIFY", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT"])),
  CustomerMasterKeySpec: optional(keySpec),
  KeySpec: optional(keySpec),
  Origin: optional(emulatedOf(["AWS_KMS"], ["EXTERNAL", "AWS_CLOUDHSM", "EXTERNAL_KEY_STORE"])),
  CustomKeyStoreId: refused(),
  BypassPolicyLockoutSafetyCheck: optional(boolean()),
  Tags: optional(tags),
  MultiRegion: optional(oneRegion),
  XksKeyId: refused(),
} satisfies Members<sdk.CreateKeyRequest>;

/**
 * Creates a key, which other services can name. Nothing is encrypted with it.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html
 */
export const createKey = createStoredOnly(
  "KMS: a key",
  operation(CreateKey$, createKeyMembers, (cloud, request): sdk.CreateKeyResponse => {
    const { Policy = createDefaultPolicy(cloud.account), Description = "", Tags = [] } = request;
    checkPolicy(Policy);
    const tagged = addTags({}, Tags);
    const key = cloud.kms.create({ description: Description, policy: Policy, tags: tagged, managedFor: undefined });
    return { KeyMetadata: cloud.kms.describe(key) };
  }),
);

const describeKeyMembers = { ...keyMembers, GrantTokens: refused() } satisfies Members<sdk.DescribeKeyRequest>;

/**
 * A key by its id, its ARN or an alias. For the alias of an AWS managed key, such as `alias/aws/s3`, it creates the
 * key, as AWS does.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html
 */
export const describeKey = operation(
  DescribeKey$,
  describeKeyMembers,
  ({ kms }, { KeyId }): sdk.DescribeKeyResponse => {
    return { KeyMetadata: kms.describe(kms.requireKey(KeyId, { takesAliases: true })) };
  },
);

const listKeysMembers = { Limit: optional(upTo1000), Marker: optional(marker) } satisfies Members<sdk.ListKeysRequest>;

export const listKeys = operation(ListKeys$, listKeysMembers, ({ kms }, request): sdk.ListKeysResponse => {
  const { Limit: size = 100, Marker } = request;
  const { items, ...page } = createPage(kms.listAll(), ({ id }) => id, { size, marker: Marker });
  return { Keys: items.map(({ id }) => ({ KeyId: id, KeyArn: kms.createArn(id) })), ...page };
});

const enableOrDisableKeyMembers = keyMembers satisfies Members<sdk.EnableKeyRequest> & Members<sdk.DisableKeyRequest>;

export const enableKey = operation(EnableKey$, enableOrDisableKeyMembers, ({ kms }, { KeyId }): void => {
  kms.save({ ...kms.requireChangeable(KeyId), isEnabled: true });
});

export const disableKey = operation(DisableKey$, enableOrDisableKeyMembers, ({ kms }, { KeyId }): void => {
  kms.save({ ...kms.requireChangeable(KeyId), isEnabled: false });
});

const members = {
  ...keyMembers,
  Description: required(description),
} satisfies Members<sdk.UpdateKeyDescriptionRequest>;

export const updateKeyDescription = operation(UpdateKeyDescription$, members, ({ kms }, request): void => {
  kms.save({ ...kms.requireChangeable(request.KeyId), description: request.Description });
});
