import {
  UntagResource$,
  type UntagResourceRequest,
  type UntagResourceResponse,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { resourceArn, tagKeys } from "../fields";

const members = {
  ResourceARN: required(resourceArn),
  TagKeys: required(tagKeys),
} satisfies Members<UntagResourceRequest>;

export const untagResource = operation(
  UntagResource$,
  members,
  ({ kinesisanalyticsv2: { applications } }, { ResourceARN, TagKeys }): UntagResourceResponse => {
    const app = applications.requireByArn(ResourceARN);
    const left = Object.entries(app.tags).filter(([key]) => !TagKeys.includes(key));
    applications.set({ ...app, tags: Object.fromEntries(left) });
    return {};
  },
);
