import { TagResource$, type TagResourceRequest } from "@aws-sdk/client-cloudwatch-logs";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { createTooManyTagsFault } from "../faults";
import { resourceArn, tags } from "../fields";
import { requireTaggedGroup } from "../tagged-group";

const MAX_TAGS = 50;

const members = { resourceArn: required(resourceArn), tags: required(tags) } satisfies Members<TagResourceRequest>;

export const tagResource = operation(TagResource$, members, (cloud, request) => {
  const group = requireTaggedGroup(cloud, request.resourceArn);
  const merged = { ...group.tags, ...request.tags };
  if (Object.keys(merged).length > MAX_TAGS) throw createTooManyTagsFault();
  cloud.logs.save({ ...group, tags: merged });
});
