import { TagResource$, type TagResourceRequest } from "@aws-sdk/client-lambda";
import { required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../operation";
import * as fields from "../fields";
import { requireTaggedResource } from "../tagged-resource";

const members = {
  Resource: required(fields.resourceArn),
  Tags: required(fields.tags),
} satisfies Members<TagResourceRequest>;

export const tagResource = operation(TagResource$, members, (cloud, request): Reply<object> => {
  const resource = requireTaggedResource(cloud, request.Resource);
  resource.save({ ...resource.tags, ...request.Tags });
  return {};
});
