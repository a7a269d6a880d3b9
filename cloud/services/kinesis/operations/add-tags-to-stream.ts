import { AddTagsToStream$, type AddTagsToStreamInput } from "@aws-sdk/client-kinesis";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { streamMembers, tags } from "../fields";
import { addTags, checkTagTexts } from "../tags";

const members = { Tags: required(tags), ...streamMembers } satisfies Members<AddTagsToStreamInput>;

export const addTagsToStream = operation(AddTagsToStream$, members, (cloud, request): void => {
  checkTagTexts(cloud.kinesis.findNamed(request), Object.entries(request.Tags).flat(), "add tags to");
  addTags(cloud.kinesis, cloud.kinesis.requireStream(request), request.Tags);
});
