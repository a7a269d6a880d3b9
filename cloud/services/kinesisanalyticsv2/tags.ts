import type { StoredApplication } from "./stored-application";
import { tooManyTags } from "./faults";

interface GivenTag {
  readonly Key: string;
  readonly Value?: string | undefined;
}

const MOST_TAGS = 50;

/** @throws AwsFault TooManyTagsException */
export const tagsByKey = (tags: readonly GivenTag[]): StoredApplication["tags"] => withTags({}, tags);

/** @throws AwsFault TooManyTagsException */
export function withTags(before: StoredApplication["tags"], tags: readonly GivenTag[]): StoredApplication["tags"] {
  const merged = { ...before, ...Object.fromEntries(tags.map(({ Key, Value = "" }) => [Key, Value])) };
  if (Object.keys(merged).length > MOST_TAGS) throw tooManyTags();
  return merged;
}
