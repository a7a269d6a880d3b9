import { TagResource$, type TagResourceRequest, type TagResourceResponse } from "@aws-sdk/client-kinesis-analytics-v2";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { resourceArn, tags } from "../fields";
import { addTags } from "../tags";

const members = { ResourceARN: required(resourceArn), Tags: required(tags) } satisfies Members<TagResourceRequest>;

export const tagResource = operation(
  TagResource$,
  members,
  ({ kinesisanalyticsv2: { applications } }, { ResourceARN, Tags }): TagResourceResponse => {
    const app = applications.requireByArn(ResourceARN);
    applications.set({ ...app, tags: addTags(app.tags, Tags) });
    return {};
  },
);
