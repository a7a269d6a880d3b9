import { listOf, mapOf, needed, record, text, type Shape } from "./shape";

/** Tags as most types write them. */
export const tagList = (): Shape<{ readonly Key: string; readonly Value: string }[]> =>
  listOf(record({ Key: needed(text()), Value: needed(text()) }));

/** Tags as Glue and some others write them. */
export const tagMap = (): Shape<Record<string, string>> => mapOf(text());

type TagList = readonly { readonly Key: string; readonly Value: string }[];

/** The stack's tags and the resource's own; its own win. */
export function mergedTags(stack: TagList, own: TagList | undefined): { Key: string; Value: string }[] {
  const merged = new Map([...stack, ...(own ?? [])].map(({ Key, Value }) => [Key, Value]));
  return [...merged].map(([Key, Value]) => ({ Key, Value }));
}

/** Tags by key, as many calls want them. */
export const tagsByKey = (tags: TagList): Record<string, string> =>
  Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));

/** What to set and what to take away so that tags that were become tags that are to be. */
export function tagChanges(
  before: TagList,
  after: TagList,
): { readonly set: { Key: string; Value: string }[]; readonly gone: string[] } {
  const was = tagsByKey(before);
  const is = tagsByKey(after);
  return {
    set: after.filter(({ Key, Value }) => was[Key] !== Value).map(({ Key, Value }) => ({ Key, Value })),
    gone: Object.keys(was).filter((key) => !Object.hasOwn(is, key)),
  };
}
