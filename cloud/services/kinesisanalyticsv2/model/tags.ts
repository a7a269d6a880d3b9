import type { StoredApplication } from "./stored-application";
import { createTooManyTagsFault } from "./faults";

interface TagInput {
  readonly Key: string;
  readonly Value?: string | undefined;
}

const MAX_TAGS = 50;

/** @throws AwsFault TooManyTagsException */
export const toTagsByKey = (tags: readonly TagInput[]): StoredApplication["tags"] => addTags({}, tags);

/** @throws AwsFault TooManyTagsException */
export function addTags(before: StoredApplication["tags"], tags: readonly TagInput[]): StoredApplication["tags"] {
  const merged = { ...before, ...Object.fromEntries(tags.map(({ Key, Value = "" }) => [Key, Value])) };
  if (Object.keys(merged).length > MAX_TAGS) throw createTooManyTagsFault();
  return merged;
}
