import { UntagResource$, type UntagResourceRequest, type UntagResourceResponse } from "@aws-sdk/client-sns";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { anyText, tagKeys } from "../fields";
import { requireTaggedTopic } from "../tagged-topic";

const members = { ResourceArn: required(anyText), TagKeys: required(tagKeys) } satisfies Members<UntagResourceRequest>;

export const untagResource = operation(
  UntagResource$,
  members,
  ({ sns }, { ResourceArn, TagKeys }): UntagResourceResponse => {
    const topic = requireTaggedTopic(sns, ResourceArn);
    const tags = Object.fromEntries(Object.entries(topic.tags).filter(([key]) => !TagKeys.includes(key)));
    sns.save({ ...topic, tags });
    return {};
  },
);
