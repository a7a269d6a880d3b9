import { TagResource$, type TagResourceInput } from "@aws-sdk/client-kinesis";
import { refused, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { streamArn, tags } from "../fields";
import { addTags } from "../tags";

const members = {
  Tags: required(tags),
  ResourceARN: required(streamArn),
  StreamId: refused(),
} satisfies Members<TagResourceInput>;

export const tagResource = operation(TagResource$, members, (cloud, request): void => {
  addTags(cloud.kinesis, cloud.kinesis.requireStream({ StreamARN: request.ResourceARN }), request.Tags);
});
