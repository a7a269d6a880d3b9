import {
  TagResource$,
  ListTagsForResource$,
  UntagResource$,
  type TagResourceRequest,
  type ListTagsForResourceRequest,
  type ListTagsForResourceResponse,
  type UntagResourceRequest,
} from "@aws-sdk/client-cloudwatch-logs";
import { required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { createTooManyTagsFault, createGroupNotFoundFault } from "../model/faults";
import { resourceArn, tags, tagKeys } from "../model/fields";
import type { Services } from "../../framework/services";
import type { LogGroup } from "../model/log-groups";

/**
 * The group that an ARN names.
 *
 * @throws AwsFault ResourceNotFoundException
 */
function requireTaggedGroup({ logs, createArn }: Pick<Services, "logs" | "createArn">, resourceArn: string): LogGroup {
  const prefix = createArn("logs", "log-group:");
  if (!resourceArn.startsWith(prefix)) throw createGroupNotFoundFault();
  return logs.requireGroup(resourceArn.slice(prefix.length));
}

const MAX_TAGS = 50;

const tagResourceMembers = {
  resourceArn: required(resourceArn),
  tags: required(tags),
} satisfies Members<TagResourceRequest>;

export const tagResource = operation(TagResource$, tagResourceMembers, (cloud, request) => {
  const group = requireTaggedGroup(cloud, request.resourceArn);
  const merged = { ...group.tags, ...request.tags };
  if (Object.keys(merged).length > MAX_TAGS) throw createTooManyTagsFault();
  cloud.logs.save({ ...group, tags: merged });
});

const listTagsForResourceMembers = { resourceArn: required(resourceArn) } satisfies Members<ListTagsForResourceRequest>;

export const listTagsForResource = operation(
  ListTagsForResource$,
  listTagsForResourceMembers,
  (cloud, request): ListTagsForResourceResponse => ({
    tags: { ...requireTaggedGroup(cloud, request.resourceArn).tags },
  }),
);

const untagResourceMembers = {
  resourceArn: required(resourceArn),
  tagKeys: required(tagKeys),
} satisfies Members<UntagResourceRequest>;

export const untagResource = operation(UntagResource$, untagResourceMembers, (cloud, request) => {
  const group = requireTaggedGroup(cloud, request.resourceArn);
  cloud.logs.save({
    ...group,
    tags: Object.fromEntries(Object.entries(group.tags ?? {}).filter(([key]) => !request.tagKeys.includes(key))),
  });
});
