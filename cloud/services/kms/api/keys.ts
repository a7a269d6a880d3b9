import {
  CreateKey$,
  DescribeKey$,
  ListKeys$,
  EnableKey$,
  DisableKey$,
  type CreateKeyRequest,
  type CreateKeyResponse,
  type DescribeKeyRequest,
  type DescribeKeyResponse,
  type ListKeysRequest,
  type ListKeysResponse,
  type EnableKeyRequest,
  type DisableKeyRequest,
  UpdateKeyDescription$,
  type UpdateKeyDescriptionRequest,
} from "@aws-sdk/client-kms";
import { ValueNotEmulated } from "../../../core/faults";
import { optional, refused, type Members, required } from "../../../core/members";
import { boolean, emulatedOf, type Rule } from "../../../core/rules";
import { createStoredOnly } from "../../../core/telling";
import { NO_VIOLATIONS } from "../../../core/violations";
import { operation } from "../../framework/operation";
import { description, policy, tags, keyMembers, marker, upTo1000 } from "../model/fields";
import { checkPolicy, createDefaultPolicy } from "../model/keys";
import { createPage } from "./page";
import { addTags } from "./tags";

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
} satisfies Members<CreateKeyRequest>;

/**
 * Creates a key, which other services can name. Nothing is encrypted with it.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html
 */
export const createKey = createStoredOnly(
  "KMS: a key",
  operation(CreateKey$, createKeyMembers, (cloud, request): CreateKeyResponse => {
    const { Policy = createDefaultPolicy(cloud.account), Description = "", Tags = [] } = request;
    checkPolicy(Policy);
    const tagged = addTags({}, Tags);
    const key = cloud.kms.create({ description: Description, policy: Policy, tags: tagged, managedFor: undefined });
    return { KeyMetadata: cloud.kms.describe(key) };
  }),
);

const describeKeyMembers = { ...keyMembers, GrantTokens: refused() } satisfies Members<DescribeKeyRequest>;

/**
 * A key by its id, its ARN or an alias. For the alias of an AWS managed key, such as `alias/aws/s3`, it creates the
 * key, as AWS does.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html
 */
export const describeKey = operation(DescribeKey$, describeKeyMembers, ({ kms }, { KeyId }): DescribeKeyResponse => {
  return { KeyMetadata: kms.describe(kms.requireKey(KeyId, { takesAliases: true })) };
});

const listKeysMembers = { Limit: optional(upTo1000), Marker: optional(marker) } satisfies Members<ListKeysRequest>;

export const listKeys = operation(ListKeys$, listKeysMembers, ({ kms }, request): ListKeysResponse => {
  const { Limit: size = 100, Marker } = request;
  const { items, ...page } = createPage(kms.listAll(), ({ id }) => id, { size, marker: Marker });
  return { Keys: items.map(({ id }) => ({ KeyId: id, KeyArn: kms.createArn(id) })), ...page };
});

const enableOrDisableKeyMembers = keyMembers satisfies Members<EnableKeyRequest> & Members<DisableKeyRequest>;

export const enableKey = operation(EnableKey$, enableOrDisableKeyMembers, ({ kms }, { KeyId }): void => {
  kms.save({ ...kms.requireChangeable(KeyId), isEnabled: true });
});

export const disableKey = operation(DisableKey$, enableOrDisableKeyMembers, ({ kms }, { KeyId }): void => {
  kms.save({ ...kms.requireChangeable(KeyId), isEnabled: false });
});

const members = { ...keyMembers, Description: required(description) } satisfies Members<UpdateKeyDescriptionRequest>;

export const updateKeyDescription = operation(UpdateKeyDescription$, members, ({ kms }, request): void => {
  kms.save({ ...kms.requireChangeable(request.KeyId), description: request.Description });
});
