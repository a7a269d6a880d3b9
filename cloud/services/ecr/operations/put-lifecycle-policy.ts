import {
  PutLifecyclePolicy$,
  type PutLifecyclePolicyRequest,
  type PutLifecyclePolicyResponse,
} from "@aws-sdk/client-ecr";
import { required, type Members } from "../../../core/members";
import { createStoredOnly } from "../../../core/telling";
import { operation } from "../../operation";
import { createNotJsonFault } from "../faults";
import { lifecyclePolicyText, repositoryMembers } from "../fields";
import { isJsonObject } from "../repositories";

const members = {
  ...repositoryMembers,
  lifecyclePolicyText: required(lifecyclePolicyText),
} satisfies Members<PutLifecyclePolicyRequest>;

/** Stores a repository's lifecycle policy, which says when images expire; there are no images. */
export const putLifecyclePolicy = createStoredOnly(
  "ECR: the lifecycle of a repository",
  operation(PutLifecyclePolicy$, members, (cloud, request): PutLifecyclePolicyResponse => {
    const repository = cloud.ecr.requireRepository(request);
    const { lifecyclePolicyText: text } = request;
    if (!isJsonObject(text)) throw createNotJsonFault("LifecyclePolicyText");
    cloud.ecr.save({ ...repository, lifecyclePolicy: text });
    return { registryId: cloud.account, repositoryName: repository.name, lifecyclePolicyText: text };
  }),
);
