import {
  ListTagsForResource$,
  type ListTagsForResourceRequest,
  type ListTagsForResourceResponse,
} from "@aws-sdk/client-cloudwatch-logs";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { resourceArn } from "../fields";
import { requireTaggedGroup } from "../tagged-group";

const members = { resourceArn: required(resourceArn) } satisfies Members<ListTagsForResourceRequest>;

export const listTagsForResource = operation(
  ListTagsForResource$,
  members,
  (cloud, request): ListTagsForResourceResponse => ({
    tags: { ...requireTaggedGroup(cloud, request.resourceArn).tags },
  }),
);
