import { TagResource$, type TagResourceRequest, type TagResourceResponse } from "@aws-sdk/client-ecr";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { arn, tags } from "../fields";

const members = { resourceArn: required(arn), tags: required(tags) } satisfies Members<TagResourceRequest>;

export const tagResource = operation(TagResource$, members, (cloud, request): TagResourceResponse => {
  const repository = cloud.ecr.requireByArn(request.resourceArn);
  const added = Object.fromEntries(request.tags.map(({ Key, Value }) => [Key, Value]));
  cloud.ecr.save({ ...repository, tags: { ...repository.tags, ...added } });
  return {};
});
