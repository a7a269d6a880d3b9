import { createListShape, createMapShape, needed, record, createTextShape, type Fields, type Shape } from "./shape";

/** A list of tags, as most resource types have it. */
export const tagList = (): Shape<{ readonly Key: string; readonly Value: string }[]> =>
  createListShape(record({ Key: needed(createTextShape()), Value: needed(createTextShape()) }));

const TAG_MAP: Shape<Record<string, string>> = createMapShape(createTextShape());
/** Tags as an object from key to value, as SSM's resource types have it. */
export const tagMap = (): Shape<Record<string, string>> => TAG_MAP;

/** The form of a resource type's property `Tags`; undefined if the type has none. */
export function getTagsForm(field: Fields[string] | undefined): "list" | "map" | undefined {
  if (field === undefined || field.kind === "refused") return undefined;
  return field.shape === TAG_MAP ? "map" : "list";
}

type TagList = readonly { readonly Key: string; readonly Value: string }[];

/** Tags as an object from key to value, as many API calls take them. */
export const toTagsByKey = (tags: TagList): Record<string, string> =>
  Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));

/** The tags to set and the keys to remove, so that a resource's old tags become the new ones. */
export function tagChanges(
  before: TagList,
  after: TagList,
): { readonly set: { Key: string; Value: string }[]; readonly gone: string[] } {
  const was = toTagsByKey(before);
  const is = toTagsByKey(after);
  return {
    set: after.filter(({ Key, Value }) => was[Key] !== Value).map(({ Key, Value }) => ({ Key, Value })),
    gone: Object.keys(was).filter((key) => !Object.hasOwn(is, key)),
  };
}
