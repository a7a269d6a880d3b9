import {
  ListTagsForResource$,
  type ListTagsForResourceRequest,
  type ListTagsForResourceResponse,
} from "@aws-sdk/client-sns";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { anyText } from "../fields";
import { requireTaggedTopic } from "../tagged-topic";

const members = { ResourceArn: required(anyText) } satisfies Members<ListTagsForResourceRequest>;

export const listTagsForResource = operation(
  ListTagsForResource$,
  members,
  ({ sns }, { ResourceArn }): ListTagsForResourceResponse => ({
    Tags: Object.entries(requireTaggedTopic(sns, ResourceArn).tags).map(([Key, Value]) => ({ Key, Value })),
  }),
);
