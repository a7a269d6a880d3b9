import {
  ListTagsForResource$,
  type ListTagsForResourceInput,
  type ListTagsForResourceOutput,
} from "@aws-sdk/client-athena";
import { optional, required, type Members } from "../../../core/members";
import { integer } from "../../../core/rules";
import { operation } from "../../operation";
import { pageToken, resourceArn } from "../fields";
import { createPage } from "../page";
import { requireTaggedArn } from "../resource-arn";

const members = {
  ResourceARN: required(resourceArn),
  NextToken: optional(pageToken),
  MaxResults: optional(integer({ min: 75 })),
} satisfies Members<ListTagsForResourceInput>;

export const listTagsForResource = operation(
  ListTagsForResource$,
  members,
  (cloud, request): ListTagsForResourceOutput => {
    const { items, ...next } = createPage(
      cloud.athena.tags.listOf(requireTaggedArn(cloud, request.ResourceARN)),
      ({ Key: key }) => key,
      request,
    );
    return { Tags: items, ...next };
  },
);
