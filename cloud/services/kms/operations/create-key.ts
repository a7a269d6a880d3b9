import { CreateKey$, type CreateKeyRequest, type CreateKeyResponse } from "@aws-sdk/client-kms";
import { createStoredOnly } from "../../../core/telling";
import { optional, refused, type Members } from "../../../core/members";
import { boolean, emulatedOf, type Rule } from "../../../core/rules";
import { ValueNotEmulated } from "../../../core/faults";
import { NO_VIOLATIONS } from "../../../core/violations";
import { operation } from "../../operation";
import { description, policy, tags } from "../fields";
import { addTags } from "../key-tags";
import { checkPolicy, createDefaultPolicy } from "../keys";

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

const members = {
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
  operation(CreateKey$, members, (cloud, request): CreateKeyResponse => {
    const { Policy = createDefaultPolicy(cloud.account), Description = "", Tags = [] } = request;
    checkPolicy(Policy);
    const tagged = addTags({}, Tags);
    const key = cloud.kms.create({ description: Description, policy: Policy, tags: tagged, managedFor: undefined });
    return { KeyMetadata: cloud.kms.describe(key) };
  }),
);
