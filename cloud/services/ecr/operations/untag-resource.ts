import { UntagResource$, type UntagResourceRequest, type UntagResourceResponse } from "@aws-sdk/client-ecr";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { arn, tagKeys } from "../fields";

const members = { resourceArn: required(arn), tagKeys: required(tagKeys) } satisfies Members<UntagResourceRequest>;

export const untagResource = operation(UntagResource$, members, (cloud, request): UntagResourceResponse => {
  const repository = cloud.ecr.requireByArn(request.resourceArn);
  const tags = Object.fromEntries(Object.entries(repository.tags).filter(([key]) => !request.tagKeys.includes(key)));
  cloud.ecr.save({ ...repository, tags });
  return {};
});
