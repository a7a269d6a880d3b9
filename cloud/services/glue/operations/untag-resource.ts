import { UntagResource$, type UntagResourceRequest, type UntagResourceResponse } from "@aws-sdk/client-glue";
import { required, type Members } from "../../../core/members";
import { resourceArn, tagKeys } from "../fields";
import { operation } from "../operation";
import { requireTaggedDatabase } from "../tagged-database";

const members = {
  ResourceArn: required(resourceArn),
  TagsToRemove: required(tagKeys),
} satisfies Members<UntagResourceRequest>;

export const untagResource = operation(UntagResource$, members, (cloud, request): UntagResourceResponse => {
  const database = requireTaggedDatabase(cloud, request.ResourceArn);
  cloud.glue.tagDatabase(
    database,
    Object.fromEntries(Object.entries(database.tags ?? {}).filter(([key]) => !request.TagsToRemove.includes(key))),
  );
  return {};
});
