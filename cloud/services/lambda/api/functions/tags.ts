import { createTooManyTagsFault } from "../../model/faults";

const MAX_TAGS = 50;

/**
 * @returns the tags, if a function or an event source mapping may have so many
 * @throws AwsFault InvalidParameterValueException
 */
export function checkTags(tags: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  if (Object.keys(tags).length > MAX_TAGS) throw createTooManyTagsFault();
  return tags;
}
