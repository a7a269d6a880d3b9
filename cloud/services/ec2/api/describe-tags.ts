import type { Tag } from "@aws-sdk/client-ec2";
import type { StoredTag } from "../model/stored";

/** Adds the given tags to the stored ones; of equal keys the last one wins. */
export function mergeTags(
  before: readonly StoredTag[],
  filters: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[],
): readonly StoredTag[] {
  const merged = new Map(before.map(({ key, value }) => [key, value]));
  for (const { Key = "", Value = "" } of filters) merged.set(Key, Value);
  return [...merged].map(([key, value]) => ({ key, value }));
}

/** The tags in a request for one kind of resource. */
export const selectTags = (
  kind: string,
  specifications: readonly {
    readonly ResourceType?: string | undefined;
    readonly Tags?: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] | undefined;
  }[] = [],
): readonly StoredTag[] =>
  mergeTags(
    [],
    specifications.filter(({ ResourceType }) => ResourceType === kind).flatMap(({ Tags = [] }) => Tags),
  );

export const describeTags = (tags: readonly StoredTag[]): Tag[] =>
  tags.map(({ key, value }) => ({ Key: key, Value: value }));
