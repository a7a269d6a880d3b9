import { UntagResource$, type UntagResourceRequest } from "@aws-sdk/client-lambda";
import { required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { list, string } from "../../../core/rules";
import { operation } from "../../operation";
import * as fields from "../fields";
import { requireTaggedResource } from "../tagged-resource";

const members = {
  Resource: required(fields.resourceArn),
  TagKeys: required(list(string({ length: { min: 1, max: 128 } }))),
} satisfies Members<UntagResourceRequest>;

export const untagResource = operation(UntagResource$, members, (cloud, request): Reply<object> => {
  const resource = requireTaggedResource(cloud, request.Resource);
  resource.save(Object.fromEntries(Object.entries(resource.tags).filter(([name]) => !request.TagKeys.includes(name))));
  return {};
});
