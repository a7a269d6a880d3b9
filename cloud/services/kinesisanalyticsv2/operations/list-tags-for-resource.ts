import {
  ListTagsForResource$,
  type ListTagsForResourceRequest,
  type ListTagsForResourceResponse,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { resourceArn } from "../fields";

const members = { ResourceARN: required(resourceArn) } satisfies Members<ListTagsForResourceRequest>;

export const listTagsForResource = operation(
  ListTagsForResource$,
  members,
  ({ kinesisanalyticsv2: { applications } }, { ResourceARN }): ListTagsForResourceResponse => ({
    Tags: Object.entries(applications.requireByArn(ResourceARN).tags).map(([Key, Value]) => ({ Key, Value })),
  }),
);
