import { ListTagsForStream$, type ListTagsForStreamInput, type ListTagsForStreamOutput } from "@aws-sdk/client-kinesis";
import { optional, type Members } from "../../../core/members";
import { integer } from "../../../core/rules";
import { operation } from "../../operation";
import { streamMembers, tagKey } from "../fields";
import { tagList } from "../tags";

const members = {
  ...streamMembers,
  ExclusiveStartTagKey: optional(tagKey),
  Limit: optional(integer({ min: 1, max: 50 })),
} satisfies Members<ListTagsForStreamInput>;

export const listTagsForStream = operation(ListTagsForStream$, members, (cloud, request): ListTagsForStreamOutput => {
  const { ExclusiveStartTagKey: after = "", Limit: limit = 50 } = request;
  const left = tagList(cloud.kinesis.requireStream(request)).filter(({ Key }) => Key > after);
  return { Tags: left.slice(0, limit), HasMoreTags: left.length > limit };
});
