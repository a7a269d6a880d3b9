import { listOf, mapOf, needed, record, text, type Fields, type Shape } from "./shape";

/** Tags as most types write them. */
export const tagList = (): Shape<{ readonly Key: string; readonly Value: string }[]> =>
  listOf(record({ Key: needed(text()), Value: needed(text()) }));

const TAG_MAP: Shape<Record<string, string>> = mapOf(text());
/** Tags as SSM writes them. */
export const tagMap = (): Shape<Record<string, string>> => TAG_MAP;

/** How a type's property `Tags` is written; undefined where it has none. */
export function formOfTags(field: Fields[string] | undefined): "list" | "map" | undefined {
  if (field === undefined || field.kind === "refused") return undefined;
  return field.shape === TAG_MAP ? "map" : "list";
}

type TagList = readonly { readonly Key: string; readonly Value: string }[];

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
