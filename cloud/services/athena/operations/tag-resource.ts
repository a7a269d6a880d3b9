import { TagResource$, type TagResourceInput, type TagResourceOutput } from "@aws-sdk/client-athena";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { resourceArn, tagList } from "../fields";
import { requireTaggedArn } from "../resource-arn";

const members = { ResourceARN: required(resourceArn), Tags: required(tagList) } satisfies Members<TagResourceInput>;

export const tagResource = operation(TagResource$, members, (cloud, request): TagResourceOutput => {
  cloud.athena.tags.add(requireTaggedArn(cloud, request.ResourceARN), request.Tags);
  return {};
});
