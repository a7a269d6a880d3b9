import {
  PutImageTagMutability$,
  type PutImageTagMutabilityRequest,
  type PutImageTagMutabilityResponse,
} from "@aws-sdk/client-ecr";
import { refused, required, type Members } from "../../../core/members";
import { createStoredOnly } from "../../../core/telling";
import { operation } from "../../operation";
import { repositoryMembers, tagMutability } from "../fields";

const members = {
  ...repositoryMembers,
  imageTagMutability: required(tagMutability),
  imageTagMutabilityExclusionFilters: refused(),
} satisfies Members<PutImageTagMutabilityRequest>;

export const putImageTagMutability = createStoredOnly(
  "ECR: whether tags of images can change",
  operation(PutImageTagMutability$, members, (cloud, request): PutImageTagMutabilityResponse => {
    const repository = cloud.ecr.requireRepository(request);
    const { imageTagMutability } = request;
    cloud.ecr.save({ ...repository, tagMutability: imageTagMutability });
    return { registryId: cloud.account, repositoryName: repository.name, imageTagMutability };
  }),
);
