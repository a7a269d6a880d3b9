import { TagResource$, GetTags$, UntagResource$ } from "@aws-sdk/client-glue";
import type * as sdk from "@aws-sdk/client-glue";
import { required, type Members } from "../../../core/members";
import { createTooManyTagsFault, createTaggedNotFoundFault } from "../model/faults";
import { resourceArn, tags, tagKeys } from "../model/fields";
import { operation } from "./operation";
import type { Services } from "../../framework/services";
import type { StoredDatabase } from "../model/stored";

/**
 * The database that an ARN names: nothing else of the Data Catalog carries tags.
 *
 * @throws AwsFault EntityNotFoundException
 */
function requireTaggedDatabase(
  { glue, createArn }: Pick<Services, "glue" | "createArn">,
  resourceArn: string,
): StoredDatabase {
  const prefix = createArn("glue", "database/");
  if (!resourceArn.startsWith(prefix)) throw createTaggedNotFoundFault(resourceArn);
  return glue.requireDatabase(resourceArn.slice(prefix.length));
}

const MAX_TAGS = 50;

const tagResourceMembers = {
  ResourceArn: required(resourceArn),
  TagsToAdd: required(tags),
} satisfies Members<sdk.TagResourceRequest>;

export const tagResource = operation(TagResource$, tagResourceMembers, (cloud, request): sdk.TagResourceResponse => {
  const database = requireTaggedDatabase(cloud, request.ResourceArn);
  const merged = { ...database.tags, ...request.TagsToAdd };
  if (Object.keys(merged).length > MAX_TAGS) throw createTooManyTagsFault();
  cloud.glue.tagDatabase(database, merged);
  return {};
});

const getTagsMembers = { ResourceArn: required(resourceArn) } satisfies Members<sdk.GetTagsRequest>;

export const getTags = operation(GetTags$, getTagsMembers, (cloud, request): sdk.GetTagsResponse => ({
  Tags: { ...requireTaggedDatabase(cloud, request.ResourceArn).tags },
}));

const untagResourceMembers = {
  ResourceArn: required(resourceArn),
  TagsToRemove: required(tagKeys),
} satisfies Members<sdk.UntagResourceRequest>;

export const untagResource = operation(
  UntagResource$,
  untagResourceMembers,
  (cloud, request): sdk.UntagResourceResponse => {
    const database = requireTaggedDatabase(cloud, request.ResourceArn);
    cloud.glue.tagDatabase(
      database,
      Object.fromEntries(Object.entries(database.tags ?? {}).filter(([key]) => !request.TagsToRemove.includes(key))),
    );
    return {};
  },
);
