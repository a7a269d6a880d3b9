import type { Tag } from "@aws-sdk/client-kms";
import { createDuplicateTagsFault, createReservedTagFault, createTooManyTagsFault } from "../model/faults";

const MAX = 50;

/**
 * The tags of a key with those that a request adds, by tag key.
 *
 * @throws AwsFault TagException
 */
export function addTags(
  before: Readonly<Record<string, string>>,
  added: readonly Tag[],
): Readonly<Record<string, string>> {
  const keys = added.map(({ TagKey = "" }) => TagKey);
  if (keys.some((key) => /^aws:/i.test(key))) throw createReservedTagFault();
  if (new Set(keys).size < keys.length) throw createDuplicateTagsFault();
  const all = { ...before, ...Object.fromEntries(added.map(({ TagKey, TagValue }) => [TagKey, TagValue])) };
  if (Object.keys(all).length > MAX) throw createTooManyTagsFault();
  return all;
}
