import { TagResource$, type TagResourceRequest, type TagResourceResponse } from "@aws-sdk/client-sns";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { anyText, tags } from "../fields";
import { requireTaggedTopic } from "../tagged-topic";

const members = { ResourceArn: required(anyText), Tags: required(tags) } satisfies Members<TagResourceRequest>;

export const tagResource = operation(TagResource$, members, ({ sns }, { ResourceArn, Tags }): TagResourceResponse => {
  const topic = requireTaggedTopic(sns, ResourceArn);
  const added = Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]));
  sns.save({ ...topic, tags: { ...topic.tags, ...added } });
  return {};
});
