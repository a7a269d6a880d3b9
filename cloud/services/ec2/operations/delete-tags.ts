import { DeleteTags$, type DeleteTagsRequest } from "@aws-sdk/client-ec2";
import { optional, refused, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { tags, texts } from "../fields";
import { changeTags } from "../tagged";

const members = {
  Resources: required(texts),
  Tags: optional(tags),
  DryRun: refused(),
} satisfies Members<DeleteTagsRequest>;

/** Without tags in the request, all tags are deleted; a tag with a value is deleted only if it has that value. */
export const deleteTags = operation(DeleteTags$, members, ({ ec2 }, { Resources: ids, Tags: gone }): void =>
  changeTags(ec2, ids, (before) =>
    before.filter(
      ({ key, value }) =>
        gone !== undefined &&
        !gone.some((checkedInput) => checkedInput.Key === key && (checkedInput.Value ?? value) === value),
    ),
  ),
);
