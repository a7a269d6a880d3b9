import * as fields from "../model/fields";
import {
  TagResource$,
  ListTags$,
  UntagResource$,
  type TagResourceRequest,
  type ListTagsRequest,
  type ListTagsResponse,
  type UntagResourceRequest,
} from "@aws-sdk/client-lambda";
import { required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { list, string } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { requireTaggedResource } from "./find-tagged";

const tagResourceMembers = {
  Resource: required(fields.resourceArn),
  Tags: required(fields.tags),
} satisfies Members<TagResourceRequest>;

export const tagResource = operation(TagResource$, tagResourceMembers, (cloud, request): Reply<object> => {
  const resource = requireTaggedResource(cloud, request.Resource);
  resource.save({ ...resource.tags, ...request.Tags });
  return {};
});

const listTagsMembers = { Resource: required(fields.resourceArn) } satisfies Members<ListTagsRequest>;

export const listTags = operation(ListTags$, listTagsMembers, (cloud, request): Reply<ListTagsResponse> => ({
  Tags: { ...requireTaggedResource(cloud, request.Resource).tags },
}));

const untagResourceMembers = {
  Resource: required(fields.resourceArn),
  TagKeys: required(list(string({ length: { min: 1, max: 128 } }))),
} satisfies Members<UntagResourceRequest>;

export const untagResource = operation(UntagResource$, untagResourceMembers, (cloud, request): Reply<object> => {
  const resource = requireTaggedResource(cloud, request.Resource);
  resource.save(Object.fromEntries(Object.entries(resource.tags).filter(([name]) => !request.TagKeys.includes(name))));
  return {};
});
