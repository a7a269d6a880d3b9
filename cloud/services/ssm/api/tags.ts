import { AddTagsToResource$, ListTagsForResource$, RemoveTagsFromResource$ } from "@aws-sdk/client-ssm";
import type * as sdk from "@aws-sdk/client-ssm";
import { required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { createInvalidResourceFault, createInvalidTokenFault } from "../model/faults";
import { parameterName, taggedType, tags, tagKeys } from "../model/fields";
import { createPage as cut } from "../../framework/page";

const addTagsToResourceMembers = {
  ResourceType: required(taggedType),
  ResourceId: required(parameterName),
  Tags: required(tags),
} satisfies Members<sdk.AddTagsToResourceRequest>;

export const addTagsToResource = operation(
  AddTagsToResource$,
  addTagsToResourceMembers,
  (cloud, { ResourceId, Tags }): sdk.AddTagsToResourceResult => {
    const parameter = cloud.ssm.findStored(ResourceId);
    if (parameter === undefined) throw createInvalidResourceFault();
    const added = Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]));
    cloud.ssm.save({ ...parameter, tags: { ...parameter.tags, ...added } });
    return {};
  },
);

const listTagsForResourceMembers = {
  ResourceType: required(taggedType),
  ResourceId: required(parameterName),
} satisfies Members<sdk.ListTagsForResourceRequest>;

export const listTagsForResource = operation(
  ListTagsForResource$,
  listTagsForResourceMembers,
  (cloud, { ResourceId }): sdk.ListTagsForResourceResult => {
    const parameter = cloud.ssm.findStored(ResourceId);
    if (parameter === undefined) throw createInvalidResourceFault();
    return { TagList: Object.entries(parameter.tags).map(([Key, Value]) => ({ Key, Value })) };
  },
);

const removeTagsFromResourceMembers = {
  ResourceType: required(taggedType),
  ResourceId: required(parameterName),
  TagKeys: required(tagKeys),
} satisfies Members<sdk.RemoveTagsFromResourceRequest>;

export const removeTagsFromResource = operation(
  RemoveTagsFromResource$,
  removeTagsFromResourceMembers,
  (cloud, { ResourceId, TagKeys }): sdk.RemoveTagsFromResourceResult => {
    const parameter = cloud.ssm.findStored(ResourceId);
    if (parameter === undefined) throw createInvalidResourceFault();
    const tags = Object.fromEntries(Object.entries(parameter.tags).filter(([key]) => !TagKeys.includes(key)));
    cloud.ssm.save({ ...parameter, tags });
    return {};
  },
);

/** One page of a list that is in the order of its names. @throws AwsFault InvalidNextToken */
export function createPage<T extends { readonly name: string }>(
  all: readonly T[],
  size: number,
  token: string | undefined,
): { readonly items: T[]; readonly NextToken?: string } {
  const { items, next } = cut(all, ({ name }) => name, { token, size, createInvalidFault: createInvalidTokenFault });
  return next === undefined ? { items } : { items, NextToken: next };
}
