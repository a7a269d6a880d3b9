import { TagResource$, type TagResourceRequest, type TagResourceResponse } from "@aws-sdk/client-glue";
import { required, type Members } from "../../../core/members";
import { createTooManyTagsFault } from "../faults";
import { resourceArn, tags } from "../fields";
import { operation } from "../operation";
import { requireTaggedDatabase } from "../tagged-database";

const MAX_TAGS = 50;

const members = { ResourceArn: required(resourceArn), TagsToAdd: required(tags) } satisfies Members<TagResourceRequest>;

export const tagResource = operation(TagResource$, members, (cloud, request): TagResourceResponse => {
  const database = requireTaggedDatabase(cloud, request.ResourceArn);
  const merged = { ...database.tags, ...request.TagsToAdd };
  if (Object.keys(merged).length > MAX_TAGS) throw createTooManyTagsFault();
  cloud.glue.tagDatabase(database, merged);
  return {};
});
