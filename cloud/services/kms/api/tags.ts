import { TagResource$, ListResourceTags$, UntagResource$ } from "@aws-sdk/client-kms";
import type * as sdk from "@aws-sdk/client-kms";
import { required, optional, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { keyMembers, tags, marker, upTo100, tagKeys } from "../model/fields";
import { createPage } from "./page";
import { createDuplicateTagsFault, createReservedTagFault, createTooManyTagsFault } from "../model/faults";

const MAX = 50;

/**
 * The tags of a key with those that a request adds, by tag key.
 *
 * @throws AwsFault TagException
 */
export function addTags(
  before: Readonly<Record<string, string>>,
  added: readonly sdk.Tag[],
): Readonly<Record<string, string>> {
  const keys = added.map(({ TagKey = "" }) => TagKey);
  if (keys.some((key) => /^aws:/i.test(key))) throw createReservedTagFault();
  if (new Set(keys).size < keys.length) throw createDuplicateTagsFault();
  const all = { ...before, ...Object.fromEntries(added.map(({ TagKey, TagValue }) => [TagKey, TagValue])) };
  if (Object.keys(all).length > MAX) throw createTooManyTagsFault();
  return all;
}

const tagResourceMembers = { ...keyMembers, Tags: required(tags) } satisfies Members<sdk.TagResourceRequest>;

export const tagResource = operation(TagResource$, tagResourceMembers, ({ kms }, { KeyId, Tags }): void => {
  const key = kms.requireChangeable(KeyId);
  kms.save({ ...key, tags: addTags(key.tags, Tags) });
});

const listResourceTagsMembers = {
  ...keyMembers,
  Limit: optional(upTo100),
  Marker: optional(marker),
} satisfies Members<sdk.ListResourceTagsRequest>;

export const listResourceTags = operation(
  ListResourceTags$,
  listResourceTagsMembers,
  ({ kms }, request): sdk.ListResourceTagsResponse => {
    const { KeyId, Limit: size = 50, Marker } = request;
    const all = Object.entries(kms.requireKey(KeyId).tags).sort(([a], [b]) => (a < b ? -1 : 1));
    const { items, ...page } = createPage(all, ([name]) => name, { size, marker: Marker });
    return { Tags: items.map(([TagKey, TagValue]) => ({ TagKey, TagValue })), ...page };
  },
);

const untagResourceMembers = { ...keyMembers, TagKeys: required(tagKeys) } satisfies Members<sdk.UntagResourceRequest>;

export const untagResource = operation(UntagResource$, untagResourceMembers, ({ kms }, { KeyId, TagKeys }): void => {
  const key = kms.requireChangeable(KeyId);
  const tags = Object.fromEntries(Object.entries(key.tags).filter(([name]) => !TagKeys.includes(name)));
  kms.save({ ...key, tags });
});
