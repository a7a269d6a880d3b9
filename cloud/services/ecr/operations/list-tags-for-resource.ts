import {
  ListTagsForResource$,
  type ListTagsForResourceRequest,
  type ListTagsForResourceResponse,
} from "@aws-sdk/client-ecr";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { arn } from "../fields";

const members = { resourceArn: required(arn) } satisfies Members<ListTagsForResourceRequest>;

export const listTagsForResource = operation(
  ListTagsForResource$,
  members,
  (cloud, { resourceArn }): ListTagsForResourceResponse => ({
    tags: Object.entries(cloud.ecr.requireByArn(resourceArn).tags).map(([Key, Value]) => ({ Key, Value })),
  }),
);
