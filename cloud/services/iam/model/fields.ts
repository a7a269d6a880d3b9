import { integer, list, string } from "../../../core/rules";
import { optional, required, structure, type Members } from "../../../core/members";
import type { Tag } from "@aws-sdk/client-iam";

// Lengths and patterns as the API model gives them.

export const roleName = string({ length: { min: 1, max: 64 }, pattern: "[\\w+=,.@-]+" });
export const policyName = string({ length: { min: 1, max: 128 }, pattern: "[\\w+=,.@-]+" });
export const policyDocument = string({
  length: { min: 1, max: 131_072 },
  pattern: "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+",
});
export const arn = string({ length: { min: 20, max: 2048 } });
export const path = string({ length: { min: 1, max: 512 }, pattern: "(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)" });
export const pathPrefix = string({ length: { min: 1, max: 512 }, pattern: "\\u002F[\\u0021-\\u007F]*" });
export const policyPath = string({ length: { min: 1, max: 512 }, pattern: "((/[A-Za-z0-9\\.,\\+@=_-]+)*)/" });
export const versionId = string({ pattern: "v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?" });
export const description = string({ length: { max: 1000 } });
export const sessionSeconds = integer({ min: 3600, max: 43_200 });
const marker = string({ length: { min: 1, max: 320 } });
const maxItems = integer({ min: 1, max: 1000 });

const tag = {
  Key: required(string({ length: { min: 1, max: 128 } })),
  Value: required(string({ length: { max: 256 } })),
} satisfies Members<Tag>;
export const tags = list(structure(tag), { max: 50 });

/** The paging members of every list operation. */
export const paging = { Marker: optional(marker), MaxItems: optional(maxItems) };
export const profileName = string({ length: { min: 1, max: 128 }, pattern: "[\\w+=,.@-]+" });
export const tagKeys = list(string({ length: { min: 1, max: 128 } }), { max: 50 });
