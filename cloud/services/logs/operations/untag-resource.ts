import { UntagResource$, type UntagResourceRequest } from "@aws-sdk/client-cloudwatch-logs";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { resourceArn, tagKeys } from "../fields";
import { requireTaggedGroup } from "../tagged-group";

const members = {
  resourceArn: required(resourceArn),
  tagKeys: required(tagKeys),
} satisfies Members<UntagResourceRequest>;

export const untagResource = operation(UntagResource$, members, (cloud, request) => {
  const group = requireTaggedGroup(cloud, request.resourceArn);
  cloud.logs.save({
    ...group,
    tags: Object.fromEntries(Object.entries(group.tags ?? {}).filter(([key]) => !request.tagKeys.includes(key))),
  });
});
