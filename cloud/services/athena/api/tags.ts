import {
  TagResource$,
  ListTagsForResource$,
  UntagResource$,
  type TagResourceInput,
  type TagResourceOutput,
  type ListTagsForResourceInput,
  type ListTagsForResourceOutput,
  type UntagResourceInput,
  type UntagResourceOutput,
} from "@aws-sdk/client-athena";
import { required, optional, type Members } from "../../../core/members";
import { integer } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { resourceArn, tagList, pageToken, tagKeys } from "../model/fields";
import { createPage } from "./page";
import { requireTaggedArn } from "./resource-arn";

const tagResourceMembers = {
  ResourceARN: required(resourceArn),
  Tags: required(tagList),
} satisfies Members<TagResourceInput>;

export const tagResource = operation(TagResource$, tagResourceMembers, (cloud, request): TagResourceOutput => {
  cloud.athena.tags.add(requireTaggedArn(cloud, request.ResourceARN), request.Tags);
  return {};
});

const listTagsForResourceMembers = {
  ResourceARN: required(resourceArn),
  NextToken: optional(pageToken),
  MaxResults: optional(integer({ min: 75 })),
} satisfies Members<ListTagsForResourceInput>;

export const listTagsForResource = operation(
  ListTagsForResource$,
  listTagsForResourceMembers,
  (cloud, request): ListTagsForResourceOutput => {
    const { items, ...next } = createPage(
      cloud.athena.tags.listOf(requireTaggedArn(cloud, request.ResourceARN)),
      ({ Key: key }) => key,
      request,
    );
    return { Tags: items, ...next };
  },
);

const untagResourceMembers = {
  ResourceARN: required(resourceArn),
  TagKeys: required(tagKeys),
} satisfies Members<UntagResourceInput>;

export const untagResource = operation(UntagResource$, untagResourceMembers, (cloud, request): UntagResourceOutput => {
  cloud.athena.tags.remove(requireTaggedArn(cloud, request.ResourceARN), request.TagKeys);
  return {};
});
