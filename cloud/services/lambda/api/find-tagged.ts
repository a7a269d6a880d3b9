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
export function requireTaggedResource({ lambda, ...core }: Services, arn: string): TaggedResource {
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
