import { ListResourceTags$, type ListResourceTagsRequest, type ListResourceTagsResponse } from "@aws-sdk/client-kms";
import { optional, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { keyMembers, marker, upTo100 } from "../fields";
import { createPage } from "../page";

const members = {
  ...keyMembers,
  Limit: optional(upTo100),
  Marker: optional(marker),
} satisfies Members<ListResourceTagsRequest>;

export const listResourceTags = operation(ListResourceTags$, members, ({ kms }, request): ListResourceTagsResponse => {
  const { KeyId, Limit: size = 50, Marker } = request;
  const all = Object.entries(kms.requireKey(KeyId).tags).sort(([a], [b]) => (a < b ? -1 : 1));
  const { items, ...page } = createPage(all, ([name]) => name, { size, marker: Marker });
  return { Tags: items.map(([TagKey, TagValue]) => ({ TagKey, TagValue })), ...page };
});
