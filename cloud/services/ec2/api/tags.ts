import { CreateTags$, DeleteTags$, type CreateTagsRequest, type DeleteTagsRequest } from "@aws-sdk/client-ec2";
import { refused, required, optional, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { tags, texts } from "../model/fields";
import { mergeTags } from "./describe-tags";
import type { Ec2 } from "../model/ec2";
import { createResourceNotFoundFault } from "../model/faults";
import type { StoredTag } from "../model/stored";

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
