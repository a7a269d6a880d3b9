import {
  CreateTags$,
  DeleteTags$,
  type CreateTagsRequest,
  type DeleteTagsRequest,
  type Tag,
} from "@aws-sdk/client-ec2";
import { refused, required, optional, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { tags, texts } from "../model/fields";
import type { Ec2 } from "../model/ec2";
import { createResourceNotFoundFault } from "../model/faults";
import type { StoredTag } from "../model/stored";

/** Adds the given tags to the stored ones; of equal keys the last one wins. */
function mergeTags(
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

/** Changes the tags of instances and security groups. @throws AwsFault InvalidID before anything is changed */
function changeTags(
  { instances, groups }: Ec2,
  ids: readonly string[],
  change: (before: readonly StoredTag[]) => readonly StoredTag[],
): void {
  const changes = ids.map((id) => {
    const instance = instances.find(id);
    if (instance !== undefined) return () => instances.save({ ...instance, tags: change(instance.tags) });
    const group = id.startsWith("sg-") ? groups.find(id) : undefined;
    if (group === undefined) throw createResourceNotFoundFault(id);
    return () => groups.save({ ...group, tags: change(group.tags) });
  });
  changes.forEach((carryOut) => carryOut());
}

const createTagsMembers = {
  Resources: required(texts),
  Tags: required(tags),
  DryRun: refused(),
} satisfies Members<CreateTagsRequest>;

export const createTags = operation(
  CreateTags$,
  createTagsMembers,
  ({ ec2 }, { Resources: ids, Tags: newTags }): void => changeTags(ec2, ids, (before) => mergeTags(before, newTags)),
);

const deleteTagsMembers = {
  Resources: required(texts),
  Tags: optional(tags),
  DryRun: refused(),
} satisfies Members<DeleteTagsRequest>;

/** Without tags in the request, all tags are deleted; a tag with a value is deleted only if it has that value. */
export const deleteTags = operation(
  DeleteTags$,
  deleteTagsMembers,
  ({ ec2 }, { Resources: ids, Tags: removed }): void =>
    changeTags(ec2, ids, (before) =>
      before.filter(
        ({ key, value }) =>
          removed !== undefined &&
          !removed.some((checkedInput) => checkedInput.Key === key && (checkedInput.Value ?? value) === value),
      ),
    ),
);
