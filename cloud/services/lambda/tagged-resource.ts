import type { Lab } from "../lab";
import { invalid, taggedMappingNotFound } from "./faults";
import { namedFunction } from "./function-name";

interface TaggedResource {
  readonly tags: Readonly<Record<string, string>>;
  /** @throws AwsFault InvalidParameterValueException if there are too many tags */
  save(tags: Readonly<Record<string, string>>): void;
}

const MOST_TAGS = 50;

/**
 * A function or an event source mapping, by its ARN.
 *
 * @throws AwsFault ResourceNotFoundException, InvalidParameterValueException for a version or an alias
 */
export function taggedResource({ lambda, ...core }: Lab, arn: string): TaggedResource {
  const mapping = /:event-source-mapping:(.+)$/.exec(arn)?.[1];
  if (mapping !== undefined) {
    const found = lambda.mappings.all().find(({ uuid }) => uuid === mapping);
    if (found === undefined) throw taggedMappingNotFound(arn);
    return { tags: found.tags, save: (tags) => lambda.mappings.save({ ...found, tags: checked(tags) }) };
  }
  const named = namedFunction(core, arn);
  const found = lambda.functions.named(named);
  if (named.qualifier !== undefined)
    throw invalid("Tags on function aliases and versions are not supported. Please specify a function ARN.");
  return { tags: found.tags, save: (tags) => lambda.functions.save({ ...found, tags: checked(tags) }) };
}

function checked(tags: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  if (Object.keys(tags).length > MOST_TAGS) throw invalid("Number of tags exceeds resource tag limit.");
  return tags;
}
