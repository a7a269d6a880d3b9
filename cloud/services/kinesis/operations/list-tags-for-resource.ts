import {
  ListTagsForResource$,
  type ListTagsForResourceInput,
  type ListTagsForResourceOutput,
} from "@aws-sdk/client-kinesis";
import { refused, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { streamArn } from "../fields";
import { tagList } from "../tags";

const members = { ResourceARN: required(streamArn), StreamId: refused() } satisfies Members<ListTagsForResourceInput>;

export const listTagsForResource = operation(
  ListTagsForResource$,
  members,
  (cloud, request): ListTagsForResourceOutput => ({
    Tags: tagList(cloud.kinesis.requireStream({ StreamARN: request.ResourceARN })),
  }),
);
