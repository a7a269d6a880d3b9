import { UntagResource$, type UntagResourceInput, type UntagResourceOutput } from "@aws-sdk/client-athena";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { resourceArn, tagKeys } from "../fields";
import { requireTaggedArn } from "../resource-arn";

const members = {
  ResourceARN: required(resourceArn),
  TagKeys: required(tagKeys),
} satisfies Members<UntagResourceInput>;

export const untagResource = operation(UntagResource$, members, (cloud, request): UntagResourceOutput => {
  cloud.athena.tags.remove(requireTaggedArn(cloud, request.ResourceARN), request.TagKeys);
  return {};
});
