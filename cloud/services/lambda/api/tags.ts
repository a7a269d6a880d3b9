import * as fields from "../model/fields";
import {
  TagResource$,
  ListTags$,
  UntagResource$,
  type TagResourceRequest,
  type ListTagsRequest,
  type ListTagsResponse,
  type UntagResourceRequest,
} from "@aws-sdk/client-lambda";
import { required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { list, string } from "../../../core/rules";
import { operation } from "../../framework/operation";
import type { Services } from "../../framework/services";
import { createInvalidFault, createTaggedMappingNotFoundFault } from "../model/faults";
import { parseFunctionName } from "../model/function-name";

interface TaggedResource {
  readonly tags: Readonly<Record<string, string>>;
  /** @throws AwsFault InvalidParameterValueException if there are too many tags */
  save(tags: Readonly<Record<string, string>>): void;
}

const MAX_TAGS = 50;

/**
 * A function or an event source mapping, by its ARN.
 *
 * @throws AwsFault ResourceNotFoundException, InvalidParameterValueException for a version or an alias
 */
function requireTaggedResource({ lambda, ...core }: Services, arn: string): TaggedResource {
  const mapping = /:event-source-mapping:(.+)$/.exec(arn)?.[1];
  if (mapping !== undefined) {
    const found = lambda.mappings.listAll().find(({ uuid }) => uuid === mapping);
    if (found === undefined) throw createTaggedMappingNotFoundFault(arn);
    return { tags: found.tags, save: (tags) => lambda.mappings.save({ ...found, tags: checkTags(tags) }) };
  }
  const named = parseFunctionName(core, arn);
  const found = lambda.functions.requireFunction(named);
  if (named.qualifier !== undefined)
    throw createInvalidFault("Tags on function aliases and versions are not supported. Please specify a function ARN.");
  return { tags: found.tags, save: (tags) => lambda.functions.save({ ...found, tags: checkTags(tags) }) };
}

function checkTags(tags: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  if (Object.keys(tags).length > MAX_TAGS) throw createInvalidFault("Number of tags exceeds resource tag limit.");
  return tags;
}

const tagResourceMembers = {
  Resource: required(fields.resourceArn),
  Tags: required(fields.tags),
} satisfies Members<TagResourceRequest>;

export const tagResource = operation(TagResource$, tagResourceMembers, (cloud, request): Reply<object> => {
  const resource = requireTaggedResource(cloud, request.Resource);
  resource.save({ ...resource.tags, ...request.Tags });
  return {};
});

const listTagsMembers = { Resource: required(fields.resourceArn) } satisfies Members<ListTagsRequest>;

export const listTags = operation(ListTags$, listTagsMembers, (cloud, request): Reply<ListTagsResponse> => ({
  Tags: { ...requireTaggedResource(cloud, request.Resource).tags },
}));

const untagResourceMembers = {
  Resource: required(fields.resourceArn),
  TagKeys: required(list(string({ length: { min: 1, max: 128 } }))),
} satisfies Members<UntagResourceRequest>;

export const untagResource = operation(UntagResource$, untagResourceMembers, (cloud, request): Reply<object> => {
  const resource = requireTaggedResource(cloud, request.Resource);
  resource.save(Object.fromEntries(Object.entries(resource.tags).filter(([name]) => !request.TagKeys.includes(name))));
  return {};
});
