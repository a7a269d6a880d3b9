import type { Tag } from "@aws-sdk/client-kms";
import { required, structure, type Members } from "../../../core/members";
import { integer, list, oneOf, string } from "../../../core/rules";

// Lengths and patterns as the API model gives them.

export const keyId = string({ length: { min: 1, max: 2048 } });
export const aliasName = string({ length: { min: 1, max: 256 }, pattern: "[a-zA-Z0-9:/_-]+" });
export const description = string({ length: { max: 8192 } });
export const policy = string({ length: { min: 1, max: 131_072 } });
export const rotationDays = integer({ min: 90, max: 2560 });
export const marker = string({ length: { min: 1, max: 1024 } });
export const upTo100 = integer({ min: 1, max: 100 });
export const upTo1000 = integer({ min: 1, max: 1000 });
export const deletionDays = integer({ min: 7, max: 30 });
/** A key has exactly one policy, with this name. */
export const policyName = oneOf(["default"]);

const tag = {
  TagKey: required(string({ length: { min: 1, max: 128 } })),
  TagValue: required(string({ length: { max: 256 } })),
} satisfies Members<Tag>;
export const tags = list(structure(tag));
export const tagKeys = list(string({ length: { min: 1, max: 128 } }));

/** The members of nearly every operation. */
export const keyMembers = { KeyId: required(keyId) };
