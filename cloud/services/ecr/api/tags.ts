import { PutImageTagMutability$, TagResource$, ListTagsForResource$, UntagResource$ } from "@aws-sdk/client-ecr";
import type * as sdk from "@aws-sdk/client-ecr";
import { refused, required, type Members } from "../../../core/members";
import { createStoredOnly } from "../../../core/telling";
import { operation } from "../../framework/operation";
import { repositoryMembers, tagMutability, arn, tags, tagKeys } from "../model/fields";

const putImageTagMutabilityMembers = {
  ...repositoryMembers,
  imageTagMutability: required(tagMutability),
  imageTagMutabilityExclusionFilters: refused(),
} satisfies Members<sdk.PutImageTagMutabilityRequest>;

export const putImageTagMutability = createStoredOnly(
  "ECR: whether tags of images can change",
  operation(
    PutImageTagMutability$,
    putImageTagMutabilityMembers,
    (cloud, request): sdk.PutImageTagMutabilityResponse => {
      const repository = cloud.ecr.requireRepository(request);
      const { imageTagMutability } = request;
      cloud.ecr.save({ ...repository, tagMutability: imageTagMutability });
      return { registryId: cloud.account, repositoryName: repository.name, imageTagMutability };
    },
  ),
);

const tagResourceMembers = {
  resourceArn: required(arn),
  tags: required(tags),
} satisfies Members<sdk.TagResourceRequest>;

export const tagResource = operation(TagResource$, tagResourceMembers, (cloud, request): sdk.TagResourceResponse => {
  const repository = cloud.ecr.requireByArn(request.resourceArn);
  const added = Object.fromEntries(request.tags.map(({ Key, Value }) => [Key, Value]));
  cloud.ecr.save({ ...repository, tags: { ...repository.tags, ...added } });
  return {};
});

const listTagsForResourceMembers = { resourceArn: required(arn) } satisfies Members<sdk.ListTagsForResourceRequest>;

export const listTagsForResource = operation(
  ListTagsForResource$,
  listTagsForResourceMembers,
  (cloud, { resourceArn }): sdk.ListTagsForResourceResponse => ({
    tags: Object.entries(cloud.ecr.requireByArn(resourceArn).tags).map(([Key, Value]) => ({ Key, Value })),
  }),
);

const untagResourceMembers = {
  resourceArn: required(arn),
  tagKeys: required(tagKeys),
} satisfies Members<sdk.UntagResourceRequest>;

export const untagResource = operation(
  UntagResource$,
  untagResourceMembers,
  (cloud, request): sdk.UntagResourceResponse => {
    const repository = cloud.ecr.requireByArn(request.resourceArn);
    const tags = Object.fromEntries(Object.entries(repository.tags).filter(([key]) => !request.tagKeys.includes(key)));
    cloud.ecr.save({ ...repository, tags });
    return {};
  },
);
