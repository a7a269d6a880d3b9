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
import { required, type Members, type Reply } from "../../../core/members";
import { list, string } from "../../../core/rules";
import { operation } from "../../framework/operation";
import type { Services } from "../../framework/services";
import {
  createCapacityProviderNotFoundFault,
  createInvalidFault,
  createNoTagsFault,
  createTaggedMappingNotFoundFault,
  createTooManyTagsFault,
} from "../model/faults";
import { parseFunctionName } from "../model/function-name";

const MAX_TAGS = 50;

/**
 * @returns the tags, if a function or an event source mapping may have this many
 * @throws AwsFault InvalidParameterValueException
 */
export function checkTags(tags: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  if (Object.keys(tags).length > MAX_TAGS) throw createTooManyTagsFault();
  return tags;
}

interface TaggedResource {
  readonly tags: Readonly<Record<string, string>>;
  /** @throws AwsFault InvalidParameterValueException if there are too many tags */
  save(tags: Readonly<Record<string, string>>): void;
}

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
  if (arn.includes(":capacity-provider:")) throw createCapacityProviderNotFoundFault(arn);
  const named = parseFunctionName(core, arn);
  if (named.qualifier !== undefined)
    throw createInvalidFault("Tags on function aliases and versions are not supported. Please specify a function ARN.");
  const { functions } = lambda;
  const found = functions.requireFunction(named);
  return {
    tags: found.tags,
    // Another revision, although the code and its settings stay (recorded on AWS by LocalStack, 2025-11-25,
    // test_tag_lifecycle).
    save(tags) {
      const latest = { ...found.latest, revisionId: functions.createId() };
      functions.save({ ...found, latest, tags: checkTags(tags) });
    },
  };
}

const tagResourceMembers = {
  Resource: required(fields.resourceArn),
  Tags: required(fields.tags),
} satisfies Members<TagResourceRequest>;

export const tagResource = operation(TagResource$, tagResourceMembers, (cloud, request): Reply<object> => {
  const resource = requireTaggedResource(cloud, request.Resource);
  if (Object.keys(request.Tags).length === 0) throw createNoTagsFault();
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
