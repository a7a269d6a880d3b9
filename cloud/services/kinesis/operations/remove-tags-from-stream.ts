import { RemoveTagsFromStream$, type RemoveTagsFromStreamInput } from "@aws-sdk/client-kinesis";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { streamMembers, tagKeys } from "../fields";
import { checkTagTexts, removeTags } from "../tags";

const members = { TagKeys: required(tagKeys), ...streamMembers } satisfies Members<RemoveTagsFromStreamInput>;

export const removeTagsFromStream = operation(RemoveTagsFromStream$, members, (cloud, request): void => {
  checkTagTexts(cloud.kinesis.findNamed(request), request.TagKeys, "remove tags from");
  removeTags(cloud.kinesis, cloud.kinesis.requireStream(request), request.TagKeys);
});
