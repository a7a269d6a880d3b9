import { UntagResource$, type UntagResourceInput } from "@aws-sdk/client-kinesis";
import { refused, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { streamArn, tagKeys } from "../fields";
import { removeTags } from "../tags";

const members = {
  TagKeys: required(tagKeys),
  ResourceARN: required(streamArn),
  StreamId: refused(),
} satisfies Members<UntagResourceInput>;

export const untagResource = operation(UntagResource$, members, (cloud, request): void => {
  removeTags(cloud.kinesis, cloud.kinesis.requireStream({ StreamARN: request.ResourceARN }), request.TagKeys);
});
