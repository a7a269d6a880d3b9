import type { EncryptionConfiguration, ImageScanningConfiguration, Tag } from "@aws-sdk/client-ecr";
import { optional, refused, required, structure, type Members } from "../../../core/members";
import { boolean, emulatedOf, list, oneOf, string } from "../../../core/rules";

// Lengths and patterns are those of the API model.

export const registryId = string({ pattern: "[0-9]{12}" });
export const repositoryName = string({
  length: { min: 2, max: 256 },
  pattern: "(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*",
});
export const tagMutability = emulatedOf(
  ["MUTABLE", "IMMUTABLE"],
  ["IMMUTABLE_WITH_EXCLUSION", "MUTABLE_WITH_EXCLUSION"],
);
export const policyText = string({ length: { max: 10_240 } });
export const lifecyclePolicyText = string({ length: { min: 100, max: 30_720 } });
export const scanning = structure({ scanOnPush: optional(boolean()) } satisfies Members<ImageScanningConfiguration>);
export const encryption = structure({
  encryptionType: required(oneOf(["AES256", "KMS", "KMS_DSSE"])),
  kmsKey: refused(),
} satisfies Members<EncryptionConfiguration>);

const tag = {
  Key: required(string({ length: { min: 1, max: 128 } })),
  Value: required(string({ length: { max: 256 } })),
} satisfies Members<Tag>;
export const tags = list(structure(tag));
export const tagKeys = list(string({ length: { min: 1, max: 128 } }), { max: 200 });
export const arn = string({ length: { min: 1, max: 2048 } });

/** Members of every operation on a single repository. */
export const repositoryMembers = { registryId: optional(registryId), repositoryName: required(repositoryName) };
